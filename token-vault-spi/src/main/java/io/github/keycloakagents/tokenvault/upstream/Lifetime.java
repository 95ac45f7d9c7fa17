package io.github.keycloakagents.tokenvault.upstream;

import org.jspecify.annotations.Nullable;

/**
 * How long a token lives, in epoch seconds.
 *
 * @param issuedAt when it was issued
 * @param expiresAt when it ends, or null for never
 */
public record Lifetime(long issuedAt, @Nullable Long expiresAt) {

  /**
   * Returns whether it lives at least {@code seconds} from {@code now}. A provider whose tokens
   * never live that long is asked for half of what they live.
   */
  public boolean covers(long seconds, long now) {
    if (expiresAt == null) {
      return true;
    }
    long needed = Math.min(seconds, Math.max(1, (expiresAt - issuedAt) / 2));
    return expiresAt - now >= needed;
  }

  /** Returns the seconds left, or null for ever. */
  public @Nullable Long left(long now) {
    return expiresAt == null ? null : Long.valueOf(expiresAt - now);
  }
}
