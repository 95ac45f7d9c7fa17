package io.github.keycloakagents.cibapush.push;

import io.github.keycloakagents.cibapush.spi.Receipt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends one message to one browser (RFC 8030, section 5). */
public final class WebPush {

  private final Http http;
  private final PushServices services;
  private final P256Operations curve;
  private final Encryption encryption;
  private final InstantSource clock;

  /** With its way out, the services it may talk to, the arithmetic of its keys, and the time. */
  public WebPush(Http http, PushServices services, P256Operations curve, InstantSource clock) {
    this.http = http;
    this.services = services;
    this.curve = curve;
    this.encryption = new Encryption(curve);
    this.clock = clock;
  }

  /** One attempt; blocks for at most the time-out of {@link Http}. */
  public Receipt send(PushMessage message, Subscription to, VapidKey key, String contact) {
    URI endpoint = to.endpoint();
    try {
      if (!services.allow(endpoint, InetAddress.getAllByName(endpoint.getHost()))) {
        return Receipt.REFUSED;
      }
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("TTL", Integer.toString(message.ttl()));
      headers.put("Urgency", "high");
      headers.put("Topic", message.topic());
      headers.put("Content-Encoding", "aes128gcm");
      headers.put("Authorization", key.authorization(endpoint, contact, clock.instant(), curve));
      return Receipt.of(http.post(endpoint, headers, encryption.encrypt(message.plaintext(), to)));
    } catch (UnknownHostException e) {
      return services.allow(endpoint) ? Receipt.LATER : Receipt.REFUSED;
    } catch (IOException e) {
      return Receipt.LATER;
    }
  }
}
