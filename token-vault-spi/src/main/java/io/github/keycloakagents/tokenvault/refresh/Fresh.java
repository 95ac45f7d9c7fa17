package io.github.keycloakagents.tokenvault.refresh;

import io.github.keycloakagents.tokenvault.store.Credential;

/** What came of asking for a fresh credential. */
public sealed interface Fresh {

  /**
   * A fresh credential, refreshed by this call or by another one meanwhile.
   *
   * @param credential as it now is in the store
   */
  record Ready(Credential credential) implements Fresh {}

  /** The user has to connect again. */
  record Ended() implements Fresh {}

  /** The user disconnected meanwhile. */
  record Gone() implements Fresh {}

  /**
   * Not now; the credential is untouched.
   *
   * @param retryAfter seconds
   * @param cause a short word for events and metrics
   */
  record Later(long retryAfter, String cause) implements Fresh {}
}
