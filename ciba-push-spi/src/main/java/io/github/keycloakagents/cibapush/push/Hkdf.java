package io.github.keycloakagents.cibapush.push;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), for outputs of at most one block (32 bytes). */
final class Hkdf {

  private final byte[] key;

  private Hkdf(byte[] key) {
    this.key = key;
  }

  static Hkdf extract(byte[] salt, byte[] secret) {
    return new Hkdf(hmac(salt, secret));
  }

  byte[] expand(byte[] info, int length) {
    byte[] block = Arrays.copyOf(info, info.length + 1);
    block[info.length] = 1;
    return Arrays.copyOf(hmac(key, block), length);
  }

  byte[] expand(String info, int length) {
    return expand((info + '\0').getBytes(StandardCharsets.US_ASCII), length);
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
