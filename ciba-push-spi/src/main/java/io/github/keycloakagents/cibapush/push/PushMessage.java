package io.github.keycloakagents.cibapush.push;

import java.nio.charset.StandardCharsets;

/**
 * A message: an id and nothing about a person.
 *
 * @param kind what the service worker does with it: {@code approval}, {@code decided} or {@code
 *     test}
 * @param id the approval
 * @param ttl seconds that the push service may keep it (RFC 8030, section 5.2)
 */
public record PushMessage(String kind, String id, int ttl) {

  byte[] plaintext() {
    return "{\"v\":1,\"kind\":\"%s\",\"id\":\"%s\"}"
        .formatted(kind, id)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A later message on the same approval replaces this one (RFC 8030, section 5.4). */
  String topic() {
    String letters = id.replace("-", "");
    return letters.substring(0, Math.min(32, letters.length()));
  }
}
