package io.github.keycloakagents.tokenvault.upstream;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An access token for a part of what the user granted (RFC 6749 section 6), or that the provider
 * gives none for that part.
 *
 * @param asked the part that was asked for
 * @param given what of it the token is good for
 * @param access the access token, or null when the provider gives none
 * @param type its type
 * @param issuedAt when the provider was asked, epoch seconds
 * @param expiresAt when the token ends, or when the provider may be asked again; null for never
 */
public record Narrowed(
    @JsonProperty("ask") Set<String> asked,
    @JsonProperty("sc") Set<String> given,
    @JsonProperty("at") @Nullable String access,
    @JsonProperty("tt") String type,
    @JsonProperty("iat") long issuedAt,
    @JsonProperty("exp") @Nullable Long expiresAt) {

  private static final long ASK_AGAIN_AFTER = 3600;

  /** Returns the token in {@code answer}, or that there is none that stays within {@code asked}. */
  public static Narrowed of(TokenAnswer answer, Set<String> asked, long now) {
    Set<String> given = answer.scopesAs(asked);
    if (!asked.containsAll(given)) {
      return refused(asked, now);
    }
    Long seconds = answer.expiresIn();
    return new Narrowed(
        new TreeSet<>(asked),
        new TreeSet<>(given),
        answer.access(),
        answer.tokens(null).type(),
        now,
        seconds == null ? null : Long.valueOf(now + seconds));
  }

  /** Returns that the provider gives no token for {@code asked} alone. */
  public static Narrowed refused(Set<String> asked, long now) {
    return new Narrowed(
        new TreeSet<>(asked), Set.of(), null, "", now, Long.valueOf(now + ASK_AGAIN_AFTER));
  }

  /** Returns how long it lives. */
  public Lifetime lifetime() {
    return new Lifetime(issuedAt, expiresAt);
  }

  @Override
  public String toString() {
    return "Narrowed[***]";
  }
}
