package io.github.keycloakagents.tokenvault.store;

import io.github.keycloakagents.tokenvault.crypto.Sealed;
import io.github.keycloakagents.tokenvault.upstream.Lifetime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A vaulted credential; nothing in it is readable without the realm's key. Times are epoch seconds.
 *
 * @param key whose it is
 * @param accountName what the account is called at the provider
 * @param state whether it can still be used
 * @param scopes what the user granted at the provider
 * @param issuedAt when the access token was issued
 * @param expiresAt when the access token ends, or null for never
 * @param sealed the sealed tokens
 * @param generation counts the tokens this record has had; part of what they are bound to
 * @param retryAt no refresh is tried before
 * @param createdAt when the account was connected
 * @param lastUsedAt when a token was last released, to the hour
 */
public record Credential(
    CredentialKey key,
    AccountName accountName,
    CredentialState state,
    Set<String> scopes,
    long issuedAt,
    @Nullable Long expiresAt,
    Sealed sealed,
    long generation,
    long retryAt,
    long createdAt,
    long lastUsedAt) {

  /** Returns how long the access token lives. */
  public Lifetime lifetime() {
    return new Lifetime(issuedAt, expiresAt);
  }

  /** Returns this credential with the same tokens, sealed anew. */
  public Credential resealed(Sealed anew) {
    return new Credential(
        key,
        accountName,
        state,
        scopes,
        issuedAt,
        expiresAt,
        anew,
        generation + 1,
        retryAt,
        createdAt,
        lastUsedAt);
  }
}
