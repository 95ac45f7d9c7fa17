package io.github.keycloakagents.cibapush.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values as people read them; whatever does not fit its kind is shown as it came. */
record ValueText(Locale locale) {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Set<String> AMOUNT = Set.of("value", "currency");

  List<String> lines(@Nullable Object value, DetailsType.@Nullable Kind kind) {
    if (value instanceof Collection<?> items && !items.isEmpty()) {
      return items.stream().map(item -> line(item, kind)).toList();
    }
    return List.of(line(value, kind));
  }

  private String line(@Nullable Object value, DetailsType.@Nullable Kind kind) {
    if (value instanceof Map<?, ?> map) {
      return map.keySet().equals(AMOUNT) ? amount(map) : json(map);
    }
    if (value instanceof Collection<?> items) {
      return json(items);
    }
    return kind == DetailsType.Kind.DATE ? date(String.valueOf(value)) : String.valueOf(value);
  }

  private String amount(Map<?, ?> map) {
    String value = String.valueOf(map.get("value"));
    try {
      BigDecimal number = new BigDecimal(value);
      NumberFormat format = NumberFormat.getNumberInstance(locale);
      format.setMinimumFractionDigits(Math.max(0, number.scale()));
      format.setMaximumFractionDigits(Math.max(0, number.scale()));
      return format.format(number) + " " + map.get("currency");
    } catch (NumberFormatException e) {
      return value + " " + map.get("currency");
    }
  }

  private String date(String value) {
    try {
      return value.length() == 10
          ? DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
              .withLocale(locale)
              .format(LocalDate.parse(value))
          : DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", locale)
              .format(OffsetDateTime.parse(value));
    } catch (DateTimeException e) {
      return value;
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      return String.valueOf(value);
    }
  }
}
