package io.github.keycloakagents.cibapush.request;

/**
 * Why a backchannel authentication request cannot be taken: an OAuth error code, a sentence for the
 * agent's developer, the HTTP status (CIBA Core 13) and, where waiting helps, seconds to wait.
 */
public final class RequestRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String error;
  private final int status;
  private final long retryAfter;

  private RequestRefused(String error, String description, int status, long retryAfter) {
    super(description, null, false, false);
    this.error = error;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** 400 {@code invalid_request}. */
  public static RequestRefused invalidRequest(String description) {
    return new RequestRefused("invalid_request", description, 400, 0);
  }

  /** The same for a user who is not there and one who cannot be told: names cannot be probed. */
  public static RequestRefused unreachable() {
    return invalidRequest(
        "the user cannot be reached: unknown, or no enrolled browser and no other way to tell");
  }

  /** 400 {@code invalid_binding_message}. */
  public static RequestRefused bindingMessage(String description) {
    return new RequestRefused("invalid_binding_message", description, 400, 0);
  }

  /** 400 {@code invalid_authorization_details} (RFC 9396, section 5). */
  public static RequestRefused details(String description) {
    return new RequestRefused("invalid_authorization_details", description, 400, 0);
  }

  /** 429 {@code slow_down}; {@code seconds} become {@code Retry-After}. */
  public static RequestRefused slowDown(String description, long seconds) {
    return new RequestRefused("slow_down", description, 429, Math.max(1, seconds));
  }

  /** 403 {@code access_denied}: the user has blocked this agent. */
  public static RequestRefused blocked() {
    return new RequestRefused(
        "access_denied", "the user does not accept requests of this client", 403, 0);
  }

  /** The OAuth error code. */
  public String error() {
    return error;
  }

  /** The sentence for the agent's developer. */
  public String description() {
    return String.valueOf(getMessage());
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Seconds to wait, 0 where waiting does not help. */
  public long retryAfter() {
    return retryAfter;
  }
}
