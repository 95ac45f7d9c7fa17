package io.github.keycloakagents.tokenvault.store;

/** Whether a credential can still be used. */
public enum CredentialState {
  /** Usable, or refreshable. */
  ACTIVE,
  /** The provider took the grant back, or it ended; the user has to connect again. */
  REAUTHORIZATION_REQUIRED;

  /** Returns the name on the wire and in the database. */
  public String wire() {
    return this == ACTIVE ? "active" : "reauthorization_required";
  }

  /** Reads {@link #wire}. */
  public static CredentialState of(String wire) {
    return ACTIVE.wire().equals(wire) ? ACTIVE : REAUTHORIZATION_REQUIRED;
  }
}
