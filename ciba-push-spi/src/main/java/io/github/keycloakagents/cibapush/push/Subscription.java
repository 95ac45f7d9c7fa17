package io.github.keycloakagents.cibapush.push;

import java.net.URI;
import java.util.Base64;

/**
 * A browser's push subscription (W3C Push API; RFC 8291, section 2): where to send and for whom to
 * encrypt. Endpoint and keys are secrets.
 *
 * @param endpoint the push resource (RFC 8030, section 5)
 * @param p256dh the user agent's public key, base64url, 65 bytes
 * @param auth the authentication secret, base64url, 16 bytes
 */
public record Subscription(URI endpoint, String p256dh, String auth) {

  private static final int AUTH_BYTES = 16;
  private static final int MAX_ENDPOINT = 2000;

  /**
   * Checks all three parts.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public static Subscription parse(String endpoint, String p256dh, String auth) {
    if (endpoint.length() > MAX_ENDPOINT) {
      throw new IllegalArgumentException("endpoint too long");
    }
    Subscription subscription = new Subscription(URI.create(endpoint), p256dh, auth);
    P256.decode(subscription.publicKey());
    if (subscription.secret().length != AUTH_BYTES) {
      throw new IllegalArgumentException("auth must have 16 bytes");
    }
    return subscription;
  }

  byte[] publicKey() {
    return bytes(p256dh);
  }

  byte[] secret() {
    return bytes(auth);
  }

  private static byte[] bytes(String base64url) {
    return Base64.getUrlDecoder()
        .decode(base64url.replace('+', '-').replace('/', '_').replace("=", ""));
  }

  @Override
  public String toString() {
    return "Subscription[" + endpoint.getHost() + "]";
  }
}
