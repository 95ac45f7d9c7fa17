package io.github.keycloakagents.demo;

/** A resource server says no. */
final class Refused extends RuntimeException {
  private final int status;
  private final String error;

  private Refused(int status, String error, String message) {
    super(message);
    this.status = status;
    this.error = error;
  }

  /** The token itself is not good here (RFC 6750, section 3.1). */
  static Refused token(String why) {
    return new Refused(401, "invalid_token", why);
  }

  /** The token is good, but does not allow this. */
  static Refused action(String error, String why) {
    return new Refused(403, error, why);
  }

  int status() {
    return status;
  }

  String error() {
    return error;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
