package io.github.keycloakagents.tokenvault.capture;

import io.github.keycloakagents.tokenvault.upstream.TokenAnswer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as they arrive from a provider.
 *
 * @param answer what the provider sent
 * @param askedScopes what it was asked for, which it granted if it does not say otherwise
 * @param at when, epoch seconds
 * @param adopted a refresh token that Keycloak itself held in clear until now, or null
 */
public record Arrival(
    TokenAnswer answer, Set<String> askedScopes, long at, @Nullable String adopted) {

  @Override
  public String toString() {
    return "Arrival[***]";
  }
}
