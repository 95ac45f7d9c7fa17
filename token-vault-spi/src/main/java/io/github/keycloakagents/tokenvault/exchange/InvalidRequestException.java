package io.github.keycloakagents.tokenvault.exchange;

/** A parameter is malformed, missing, too long or repeated; the message says which. */
public final class InvalidRequestException extends Exception {

  InvalidRequestException(String message) {
    super(message);
  }
}
