package io.github.keycloakagents.tokenvault.crypto;

import java.util.Optional;

/** The sealing keys of one realm: new values use the active key, old values name theirs. */
public interface KeyRing {

  /** Returns the key for new values; a realm without one gets one. */
  SealingKey active();

  /** Returns the enabled key of that id. */
  Optional<SealingKey> find(String id);
}
