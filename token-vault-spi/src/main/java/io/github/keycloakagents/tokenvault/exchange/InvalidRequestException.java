package io.github.keycloakagents.tokenvault.exchange;

/** A parameter is malformed, missing, too long or repeated; the message says which. */
public final class InvalidRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String problem;

  InvalidRequestException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** Returns what is wrong, for the error description. */
  public String problem() {
    return problem;
  }
}
