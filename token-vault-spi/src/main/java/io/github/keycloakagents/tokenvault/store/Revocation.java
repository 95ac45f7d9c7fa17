package io.github.keycloakagents.tokenvault.store;

import io.github.keycloakagents.tokenvault.crypto.Sealed;

/**
 * A grant that has ended here and is still to be revoked at its provider.
 *
 * @param id its id
 * @param key whose it was
 * @param generation what the sealed tokens are bound to
 * @param sealed the sealed tokens
 * @param attempts how often the provider has been asked
 */
public record Revocation(
    String id, CredentialKey key, long generation, Sealed sealed, int attempts) {}
