package io.github.keycloakagents.tokenvault.upstream;

/** What came of a refresh request (RFC 6749 section 6). */
public sealed interface RefreshOutcome {

  /**
   * New tokens.
   *
   * @param answer what the provider sent
   */
  record Renewed(TokenAnswer answer) implements RefreshOutcome {}

  /**
   * The provider took the grant back; only the user can give a new one.
   *
   * @param error the provider's error code
   */
  record Rejected(String error) implements RefreshOutcome {}

  /** The provider gives no access token for a part of the grant (RFC 6749 section 5.2). */
  record ScopeRefused() implements RefreshOutcome {}

  /**
   * Anything else: the refresh token is as good as it was.
   *
   * @param retryAfter seconds to wait before asking again
   * @param cause a short machine-readable word for events and metrics
   */
  record Failed(long retryAfter, String cause) implements RefreshOutcome {}
}
