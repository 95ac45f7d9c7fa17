package io.github.keycloakagents.demo;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Keys on the curve P-256 and their uncompressed form of 65 bytes (SEC 1, section 2.3.3). */
final class P256 {
  private static final int COORDINATE = 32;

  private P256() {}

  static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] encode(ECPublicKey key) {
    byte[] point = new byte[1 + 2 * COORDINATE];
    point[0] = 4;
    put(key.getW().getAffineX(), point, 1);
    put(key.getW().getAffineY(), point, 1 + COORDINATE);
    return point;
  }

  static ECPublicKey decode(byte[] point) {
    if (point.length != 1 + 2 * COORDINATE || point[0] != 4) {
      throw new IllegalArgumentException("not an uncompressed P-256 point");
    }
    try {
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec("secp256r1"));
      ECPoint w =
          new ECPoint(
              new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE)),
              new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, point.length)));
      return (ECPublicKey)
          KeyFactory.getInstance("EC")
              .generatePublic(
                  new ECPublicKeySpec(w, curve.getParameterSpec(ECParameterSpec.class)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void put(BigInteger number, byte[] into, int offset) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(COORDINATE, bytes.length);
    System.arraycopy(bytes, bytes.length - length, into, offset + COORDINATE - length, length);
  }
}
