package io.github.keycloakagents.cibapush.preapproval;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Money, read strictly: nothing that two readers could take for two values.
 *
 * @param value more than nothing
 * @param currency three capital letters
 */
public record Amount(BigDecimal value, String currency) {

  private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,11})(\\.[0-9]{1,4})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Set<String> MEMBERS = Set.of("value", "currency");

  /** The member of an entry: an object of {@code value} and {@code currency}, nothing else. */
  public static Optional<Amount> of(@Nullable Object member) {
    if (!(member instanceof Map<?, ?> map)
        || !map.keySet().equals(MEMBERS)
        || !(map.get("currency") instanceof String currency)
        || !(map.get("value") instanceof String || map.get("value") instanceof Number)) {
      return Optional.empty();
    }
    return parse(String.valueOf(map.get("value")), currency);
  }

  /** Plain decimal digits with a point, at most four after it; no sign, exponent or space. */
  public static Optional<Amount> parse(@Nullable String value, String currency) {
    return value == null
            || !DECIMAL.matcher(value).matches()
            || !CURRENCY.matcher(currency).matches()
        ? Optional.empty()
        : Optional.of(new Amount(new BigDecimal(value), currency))
            .filter(amount -> amount.value().signum() > 0);
  }
}
