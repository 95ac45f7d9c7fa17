package io.github.keycloakagents.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import nl.martijndwars.webpush.Encoding;
import nl.martijndwars.webpush.HttpEce;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A browser's subscription with its private key. Messages are decrypted (RFC 8291) by the HttpEce
 * of the web-push library, not by code of this project.
 */
public final class PushSubscription {
  private static final int AUTH_BYTES = 16;
  private static final int DECRYPT = 2;
  private static final String SENDER = "sender";

  private final String endpoint;
  private final ECPublicKey publicKey;
  private final PrivateKey privateKey;
  private final byte[] auth;

  PushSubscription(String endpoint, ECPublicKey publicKey, PrivateKey privateKey, byte[] auth) {
    this.endpoint = endpoint;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.auth = auth.clone();
  }

  /** With fresh keys, for a push resource. */
  public static PushSubscription at(String endpoint) {
    KeyPair pair = P256.generate();
    byte[] auth = new byte[AUTH_BYTES];
    new SecureRandom().nextBytes(auth);
    return new PushSubscription(endpoint, (ECPublicKey) pair.getPublic(), pair.getPrivate(), auth);
  }

  /** The push resource. */
  public String endpoint() {
    return endpoint;
  }

  /** The public key, base64url. */
  public String p256dh() {
    return base64url(P256.encode(publicKey));
  }

  /** The authentication secret, base64url. */
  public String auth() {
    return base64url(auth);
  }

  /**
   * The text of a message.
   *
   * @throws Unexpected when it was not encrypted for this subscription
   */
  public String decrypt(byte[] message) {
    Security.addProvider(new BouncyCastleProvider());
    try {
      HttpEce ece = new HttpEce(Map.of(), Map.of());
      byte[][] header = ece.parseHeader(message);
      byte[] salt = header[0];
      byte[] senderKey = header[2];
      HttpEce keyed =
          new HttpEce(
              Map.of(SENDER, new KeyPair(bouncy(P256.decode(senderKey)), bouncy(privateKey))),
              Map.of(SENDER, "P-256"));
      byte[][] keyAndNonce =
          keyed.deriveKeyAndNonce(
              salt,
              null,
              SENDER,
              (org.bouncycastle.jce.interfaces.ECPublicKey) bouncy(publicKey),
              auth,
              Encoding.AES128GCM,
              DECRYPT);
      byte[] padded =
          keyed.decryptRecord(header[3], keyAndNonce[0], keyAndNonce[1], Encoding.AES128GCM);
      return new String(padded, StandardCharsets.UTF_8).replaceFirst("\u0002?\u0000*$", "");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Unexpected("the message cannot be decrypted with the subscription's keys", e);
    }
  }

  private static PublicKey bouncy(ECPublicKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC", new BouncyCastleProvider())
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private static PrivateKey bouncy(PrivateKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC", new BouncyCastleProvider())
        .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
