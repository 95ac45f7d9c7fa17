package io.github.keycloakagents.cibapush.spi;

/**
 * What became of one attempt to deliver a notice; over HTTP as RFC 8030, sections 5 and 7.3 say.
 */
public enum Receipt {
  /** Taken: 2xx. */
  ACCEPTED,
  /** The addressee has ended: 404 or 410. */
  GONE,
  /** To be tried again within the life of the notice: 429, 5xx, no answer. */
  LATER,
  /** Never: any other answer, or an endpoint that is not allowed. */
  REFUSED;

  /** From an HTTP status. */
  public static Receipt of(int status) {
    if (status >= 200 && status < 300) {
      return ACCEPTED;
    }
    if (status == 404 || status == 410) {
      return GONE;
    }
    return status == 429 || status >= 500 ? LATER : REFUSED;
  }
}
