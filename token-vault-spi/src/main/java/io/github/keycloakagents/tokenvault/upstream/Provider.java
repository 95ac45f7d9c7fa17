package io.github.keycloakagents.tokenvault.upstream;

import java.util.Set;

/** The external provider of one connection, with the client credentials that Keycloak has there. */
public interface Provider {

  /**
   * Asks for new tokens (RFC 6749 section 6); never throws for what the provider does.
   *
   * @param refreshToken the refresh token
   * @param scopes a part of what was granted, for an access token that is good for no more; or
   *     empty
   */
  RefreshOutcome refresh(String refreshToken, Set<String> scopes);

  /**
   * Asks the provider to forget the tokens (RFC 7009), the refresh token first.
   *
   * @return whether the provider confirmed, or has no revocation endpoint to ask
   */
  boolean revoke(Tokens tokens);

  /** Returns the scopes that the provider is asked for by default. */
  Set<String> defaultScopes();
}
