package io.github.keycloakagents.cibapush.webhook;

import io.github.keycloakagents.cibapush.push.Http;
import io.github.keycloakagents.cibapush.push.PushServices;
import io.github.keycloakagents.cibapush.spi.ApprovalTransport;
import io.github.keycloakagents.cibapush.spi.Receipt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Pushes one security event token to its receiver (RFC 8935, section 2).
 *
 * @param http the way out
 * @param hosts where webhooks may go
 * @param receiver the webhook's address
 * @param token the signed token (RFC 8417)
 */
public record Webhook(Http http, PushServices hosts, URI receiver, String token)
    implements ApprovalTransport.Delivery {

  @Override
  public Receipt attempt() {
    try {
      if (!hosts.allow(receiver, InetAddress.getAllByName(receiver.getHost()))) {
        return Receipt.REFUSED;
      }
      return Receipt.of(
          http.post(
              receiver,
              Map.of("Content-Type", "application/secevent+jwt", "Accept", "application/json"),
              token.getBytes(StandardCharsets.US_ASCII)));
    } catch (UnknownHostException e) {
      return hosts.allow(receiver) ? Receipt.LATER : Receipt.REFUSED;
    } catch (IOException e) {
      return Receipt.LATER;
    }
  }

  /** Without the token, which would let its holder pass for this server. */
  @Override
  public String toString() {
    return "Webhook[" + receiver.getHost() + "]";
  }
}
