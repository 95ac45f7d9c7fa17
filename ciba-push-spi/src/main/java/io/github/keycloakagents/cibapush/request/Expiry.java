package io.github.keycloakagents.cibapush.request;

import org.jspecify.annotations.Nullable;

/**
 * How long a request stays open.
 *
 * @param seconds lifetime from now
 */
public record Expiry(int seconds) {

  private static final int MIN_SECONDS = 30;

  /**
   * {@code requested_expiry} (CIBA Core 7.1) from 30 s up to the realm's ceiling, beyond it the
   * ceiling; without it the realm's own expiry.
   *
   * @throws RequestRefused {@code invalid_request} under 30 seconds
   */
  public static Expiry of(@Nullable Integer requested, int usual, int ceiling) {
    if (requested == null) {
      return new Expiry(usual);
    }
    if (requested < MIN_SECONDS) {
      throw RequestRefused.invalidRequest("requested_expiry must be at least 30 seconds");
    }
    return new Expiry(Math.min(requested, Math.max(MIN_SECONDS, ceiling)));
  }
}
