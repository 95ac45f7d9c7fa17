package io.github.keycloakagents.tokenvault.store;

/**
 * The right to refresh a credential.
 *
 * @param owner who holds it, unique per attempt
 * @param now epoch seconds when it is taken
 * @param until epoch seconds when it ends by itself
 */
public record Lease(String owner, long now, long until) {}
