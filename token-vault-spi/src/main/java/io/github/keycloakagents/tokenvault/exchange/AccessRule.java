package io.github.keycloakagents.tokenvault.exchange;

import java.util.Set;

/**
 * What a client scope with the mapper <em>Token vault access</em> allows a client.
 *
 * @param clientScope the client scope's name, which the subject token must carry
 * @param ceiling the provider scopes allowed, or empty for what the user granted
 * @param minValidity seconds that a released token must still live
 */
public record AccessRule(String clientScope, Set<String> ceiling, long minValidity) {}
