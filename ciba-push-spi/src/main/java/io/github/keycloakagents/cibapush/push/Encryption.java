package io.github.keycloakagents.cibapush.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Message encryption for Web Push (RFC 8291), as one {@code aes128gcm} record (RFC 8188). */
public final class Encryption {

  private static final int SALT = 16;
  private static final int RECORD_SIZE = 4096;

  private final SecureRandom random;

  /** With the source of salts and ephemeral keys. */
  public Encryption(SecureRandom random) {
    this.random = random;
  }

  /** The body for the push service: header (salt, record size, sender's key) and ciphertext. */
  public byte[] encrypt(byte[] plaintext, Subscription to) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return encrypt(plaintext, to, P256.generate(random), salt);
  }

  static byte[] encrypt(byte[] plaintext, Subscription to, KeyPair ephemeral, byte[] salt) {
    byte[] sender = P256.encode((ECPublicKey) ephemeral.getPublic());
    Hkdf keys = Hkdf.extract(salt, inputKey(to, ephemeral, sender));
    byte[] padded = Arrays.copyOf(plaintext, plaintext.length + 1);
    padded[plaintext.length] = 2;
    byte[] sealed =
        seal(
            padded,
            keys.expand("Content-Encoding: aes128gcm", 16),
            keys.expand("Content-Encoding: nonce", 12));
    return ByteBuffer.allocate(SALT + 4 + 1 + sender.length + sealed.length)
        .put(salt)
        .putInt(RECORD_SIZE)
        .put((byte) sender.length)
        .put(sender)
        .put(sealed)
        .array();
  }

  /** RFC 8291, section 3.4: the input keying material of both sides. */
  private static byte[] inputKey(Subscription to, KeyPair ephemeral, byte[] sender) {
    byte[] receiver = to.publicKey();
    byte[] label = "WebPush: info\0".getBytes(StandardCharsets.US_ASCII);
    byte[] info =
        ByteBuffer.allocate(label.length + receiver.length + sender.length)
            .put(label)
            .put(receiver)
            .put(sender)
            .array();
    return Hkdf.extract(to.secret(), agree(ephemeral, P256.decode(receiver))).expand(info, 32);
  }

  private static byte[] agree(KeyPair own, ECPublicKey peer) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(own.getPrivate());
      agreement.doPhase(peer, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] seal(byte[] plaintext, byte[] key, byte[] nonce) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      return cipher.doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
