package io.github.keycloakagents.tokenvault.store;

/**
 * That a client has used a credential.
 *
 * @param credential the credential's id
 * @param client the client id
 * @param at epoch seconds of the last time, to the hour
 */
public record Use(String credential, String client, long at) {}
