package io.github.keycloakagents.cibapush.preapproval;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a user sets.
 *
 * @param uses how many further requests
 * @param life for how long
 * @param total what all of them together may cost, where their type has an amount
 */
public record Limits(int uses, Duration life, @Nullable Amount total) {

  /** The longest life. */
  public static final int MAX_MINUTES = 480;

  /** The most uses. */
  public static final int MAX_USES = 50;

  /** From the page's form; empty where something is missing or out of bounds. */
  public static Optional<Limits> of(Kind kind, Function<String, @Nullable String> form) {
    int uses = number(form.apply("pre_uses"), MAX_USES);
    int minutes = number(form.apply("pre_minutes"), MAX_MINUTES);
    Amount cost = kind.amount();
    if (uses == 0 || minutes == 0) {
      return Optional.empty();
    }
    if (cost == null) {
      return Optional.of(new Limits(uses, Duration.ofMinutes(minutes), null));
    }
    return Amount.parse(form.apply("pre_amount"), cost.currency())
        .map(total -> new Limits(uses, Duration.ofMinutes(minutes), total));
  }

  private static int number(@Nullable String text, int max) {
    if (text == null || !text.matches("[1-9][0-9]{0,2}")) {
      return 0;
    }
    int number = Integer.parseInt(text);
    return number <= max ? number : 0;
  }
}
