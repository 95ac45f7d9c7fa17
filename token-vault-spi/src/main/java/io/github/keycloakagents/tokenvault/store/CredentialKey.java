package io.github.keycloakagents.tokenvault.store;

import io.github.keycloakagents.tokenvault.crypto.Binding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Names a credential.
 *
 * @param realm the realm's id
 * @param user the user's id
 * @param connection the identity provider's alias
 * @param account the account's id at the provider
 */
public record CredentialKey(String realm, String user, String connection, String account) {

  /** Returns the credential's public id: 43 letters that say nothing about the key. */
  public String id() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {realm, user, connection, account}) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what the sealed tokens of that generation are bound to. */
  public Binding binding(long generation) {
    return new Binding(realm, user, connection, account, generation);
  }
}
