package io.github.keycloakagents.tokenvault.refresh;

import io.github.keycloakagents.tokenvault.store.Credential;

/** Whom to ask for a newer credential. */
public interface Refreshes {

  /**
   * Returns a credential newer than {@code stale}, or why there is none. It may be newer for what
   * another caller wished.
   */
  Fresh fresh(Credential stale, Wish wish);
}
