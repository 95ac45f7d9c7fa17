package io.github.keycloakagents.tokenvault.store;

/**
 * How many credentials of a realm are in one state and sealed with one key.
 *
 * @param state the state
 * @param keyId the key's id
 * @param count how many
 */
public record Tally(CredentialState state, String keyId, long count) {}
