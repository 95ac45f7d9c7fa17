package io.github.keycloakagents.tokenvault.crypto;

import javax.crypto.SecretKey;

/**
 * One AES-256 key of a key ring.
 *
 * @param id the key id that every sealed value carries
 * @param secret the key itself, 256 bits
 */
public record SealingKey(String id, SecretKey secret) {

  @Override
  public String toString() {
    return "SealingKey[" + id + "]";
  }
}
