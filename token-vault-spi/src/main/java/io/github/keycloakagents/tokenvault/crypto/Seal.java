package io.github.keycloakagents.tokenvault.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** Seals and opens values: AES-256-GCM (NIST SP 800-38D), fresh 96-bit nonce, 128-bit tag. */
public final class Seal {

  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final KeyRing keys;
  private final SecureRandom random;

  /** Seals with the active key of {@code keys}. */
  public Seal(KeyRing keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /**
   * Checks that there is a key for new values, before something is fetched that cannot be fetched
   * again.
   *
   * @throws UnsealableException when there is none
   */
  public void requireKey() {
    keys.active();
  }

  /** Seals {@code plain} for the record that {@code binding} names. */
  public Sealed seal(byte[] plain, Binding binding) {
    SealingKey key = keys.active();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, binding).doFinal(plain);
      byte[] all =
          ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
              .put(FORMAT)
              .put(nonce)
              .put(sealed)
              .array();
      return new Sealed(key.id(), Base64.getUrlEncoder().withoutPadding().encodeToString(all));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available in this JVM", e);
    }
  }

  /**
   * Opens a value.
   *
   * @throws UnsealableException when its key is missing, or it is not what was sealed for {@code
   *     binding}
   */
  public byte[] open(Sealed value, Binding binding) {
    SealingKey key =
        keys.find(value.keyId())
            .orElseThrow(
                () ->
                    new UnsealableException(
                        UnsealableException.Reason.MISSING_KEY,
                        "No enabled token-vault-key with id "
                            + value.keyId()
                            + ": enable it again under Realm settings, Keys, or restore the"
                            + " external key it names"));
    try {
      byte[] all = Base64.getUrlDecoder().decode(value.text());
      if (all.length < 1 + NONCE_BYTES + TAG_BITS / 8 || all[0] != FORMAT) {
        throw altered();
      }
      byte[] nonce = Arrays.copyOfRange(all, 1, 1 + NONCE_BYTES);
      return cipher(Cipher.DECRYPT_MODE, key, nonce, binding)
          .doFinal(all, 1 + NONCE_BYTES, all.length - 1 - NONCE_BYTES);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw altered();
    }
  }

  private static UnsealableException altered() {
    return new UnsealableException(
        UnsealableException.Reason.ALTERED,
        "A vaulted credential does not open: it was changed or moved in the database, or its key"
            + " was replaced by another one of the same id. Disconnect it and connect again");
  }

  private static Cipher cipher(int mode, SealingKey key, byte[] nonce, Binding binding)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(binding.bytes());
    return cipher;
  }
}
