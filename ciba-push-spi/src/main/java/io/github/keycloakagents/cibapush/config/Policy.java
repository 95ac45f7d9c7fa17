package io.github.keycloakagents.cibapush.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the realm asks for. A value out of bounds counts as not set.
 *
 * @param maxAge time since sign-in within which the user may approve
 * @param acr level of authentication asked for, empty for any
 * @param numberMatching whether the user must pick the digits that the agent shows
 * @param emailFallback whether a link is mailed where no browser takes the push
 * @param maxPending open requests per user
 * @param maxPendingPerAgent open requests per user of one agent
 * @param maxPerMinute requests per user and minute
 * @param maxExpiry ceiling of {@code requested_expiry}, seconds
 * @param cooldown seconds that an agent waits after a first denial, 0 for none
 * @param tokenLifespan longest life of the approval's token, seconds
 * @param webhookUrl where the realm's own app is told of requests, empty for nowhere
 * @param preApproval whether users may approve beforehand, within limits
 */
public record Policy(
    Duration maxAge,
    String acr,
    boolean numberMatching,
    boolean emailFallback,
    int maxPending,
    int maxPendingPerAgent,
    int maxPerMinute,
    int maxExpiry,
    int cooldown,
    int tokenLifespan,
    String webhookUrl,
    boolean preApproval) {

  /** From the settings of the required action. */
  public static Policy of(@Nullable Map<String, String> settings) {
    Settings values = new Settings(settings == null ? Map.of() : settings);
    return new Policy(
        Duration.ofSeconds(values.number(PolicyOption.MAX_AGE)),
        values.text(PolicyOption.ACR),
        values.flag(PolicyOption.NUMBER_MATCHING),
        values.flag(PolicyOption.EMAIL_FALLBACK),
        values.number(PolicyOption.MAX_PENDING),
        values.number(PolicyOption.MAX_PENDING_PER_AGENT),
        values.number(PolicyOption.MAX_PER_MINUTE),
        values.number(PolicyOption.MAX_EXPIRY),
        values.number(PolicyOption.COOLDOWN),
        values.number(PolicyOption.TOKEN_LIFESPAN),
        values.text(PolicyOption.WEBHOOK_URL),
        values.flag(PolicyOption.PRE_APPROVAL));
  }

  private record Settings(Map<String, String> values) {

    String text(PolicyOption option) {
      String value = values.get(option.key());
      return value == null || value.isBlank() || !option.accepts(value)
          ? option.fallback()
          : value.trim();
    }

    int number(PolicyOption option) {
      return Integer.parseInt(text(option));
    }

    boolean flag(PolicyOption option) {
      return Boolean.parseBoolean(text(option));
    }
  }
}
