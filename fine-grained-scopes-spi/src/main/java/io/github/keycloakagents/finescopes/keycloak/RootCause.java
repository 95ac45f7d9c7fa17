package io.github.keycloakagents.finescopes.keycloak;

/** Why something failed, in the one line that a log needs. */
final class RootCause {

  private RootCause() {}

  static Throwable of(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
