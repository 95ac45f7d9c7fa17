package io.github.keycloakagents.cibapush.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Message encryption for Web Push (RFC 8291), as one {@code aes128gcm} record (RFC 8188). */
public final class Encryption {

  private static final int SALT = 16;
  private static final int RECORD_SIZE = 4096;

  private final P256Operations curve;

  /** With the source of salts and ephemeral keys. */
  public Encryption(P256Operations curve) {
    this.curve = curve;
  }

  /** The body for the push service: header (salt, record size, sender's key) and ciphertext. */
  public byte[] encrypt(byte[] plaintext, Subscription to) {
    return encrypt(plaintext, to, curve.generate(), curve.random(SALT));
  }

  byte[] encrypt(byte[] plaintext, Subscription to, KeyPair ephemeral, byte[] salt) {
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
  private byte[] inputKey(Subscription to, KeyPair ephemeral, byte[] sender) {
    byte[] receiver = to.publicKey();
    byte[] label = "WebPush: info\0".getBytes(StandardCharsets.US_ASCII);
    byte[] info =
        ByteBuffer.allocate(label.length + receiver.length + sender.length)
            .put(label)
            .put(receiver)
            .put(sender)
            .array();
    return Hkdf.extract(to.secret(), curve.agree(ephemeral.getPrivate(), P256.decode(receiver)))
        .expand(info, 32);
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
