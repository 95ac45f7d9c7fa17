package io.github.keycloakagents.tokenvault.upstream;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider's HTTP answer to a refresh request, and the verdict on it. Only a well-formed refusal
 * of the grant ends a credential; an outage, a limit or nonsense never does.
 *
 * @param status the HTTP status
 * @param body the body, bounded by the caller, or null
 * @param retryAfter the {@code Retry-After} header (RFC 9110 section 10.2.3), or null
 */
public record RefreshAnswer(int status, @Nullable String body, @Nullable String retryAfter) {

  private static final long LONGEST_WAIT = 3600;

  private static final Set<String> GRANT_IS_GONE =
      Set.of(
          "invalid_grant",
          "bad_refresh_token",
          "invalid_refresh_token",
          "token_revoked",
          "token_expired",
          "account_inactive",
          "interaction_required",
          "login_required",
          "consent_required");

  /** Returns the verdict; {@code now} resolves a date in {@code Retry-After}. */
  public RefreshOutcome verdict(AnswerReader reader, Instant now) {
    if (status == 429 || status == 408 || status >= 500) {
      return new RefreshOutcome.Failed(waitSeconds(now), "http_" + status);
    }
    String error = reader.error(body);
    if ("invalid_scope".equals(error)) {
      return new RefreshOutcome.ScopeRefused();
    }
    if (error != null) {
      return GRANT_IS_GONE.contains(error)
          ? new RefreshOutcome.Rejected(error)
          : new RefreshOutcome.Failed(waitSeconds(now), "provider_error");
    }
    if (status / 100 != 2) {
      return new RefreshOutcome.Failed(waitSeconds(now), "http_" + status);
    }
    return reader
        .read(body)
        .<RefreshOutcome>map(RefreshOutcome.Renewed::new)
        .orElseGet(() -> new RefreshOutcome.Failed(waitSeconds(now), "malformed_answer"));
  }

  private long waitSeconds(Instant now) {
    if (retryAfter == null) {
      return status == 429 ? 30 : 2;
    }
    String text = retryAfter.strip();
    if (text.matches("\\d{1,9}")) {
      return bounded(Long.parseLong(text));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return bounded(until.getEpochSecond() - now.getEpochSecond());
    } catch (DateTimeParseException e) {
      return 30;
    }
  }

  private static long bounded(long seconds) {
    return Math.max(1, Math.min(LONGEST_WAIT, seconds));
  }
}
