package io.github.keycloakagents.demo;

/** Something in the story did not go as told. */
public final class Unexpected extends RuntimeException {

  /** With what was seen instead. */
  public Unexpected(String message) {
    super(message);
  }

  /** With what was seen instead and what led to it. */
  public Unexpected(String message, Throwable cause) {
    super(message, cause);
  }
}
