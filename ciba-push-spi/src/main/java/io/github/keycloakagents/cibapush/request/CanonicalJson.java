package io.github.keycloakagents.cibapush.request;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the one form of RFC 8785. A number with more digits than a double holds keeps them all,
 * where the RFC would round: two different numbers never look the same.
 */
public final class CanonicalJson {

  private static final int LARGEST_PLAIN = 21;
  private static final int SMALLEST_PLAIN = -6;

  private CanonicalJson() {}

  /** Maps, collections, text, numbers, booleans and null. */
  public static String of(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /** SHA-256 over that form. */
  public static byte[] sha256(@Nullable Object value) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(of(value).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      object(map, out);
    } else if (value instanceof Collection<?> items) {
      array(items, out);
    } else if (value instanceof Number number) {
      out.append(number(new BigDecimal(number.toString())));
    } else if (value == null || value instanceof Boolean) {
      out.append(value);
    } else {
      text(value.toString(), out);
    }
  }

  private static void object(Map<?, ?> map, StringBuilder out) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((name, member) -> sorted.put(String.valueOf(name), member));
    out.append('{');
    String separator = "";
    for (var member : sorted.entrySet()) {
      out.append(separator);
      text(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  private static void array(Collection<?> items, StringBuilder out) {
    out.append('[');
    for (Iterator<?> all = items.iterator(); all.hasNext(); ) {
      write(all.next(), out);
      out.append(all.hasNext() ? "," : "");
    }
    out.append(']');
  }

  private static void text(String text, StringBuilder out) {
    out.append(
        text.chars().mapToObj(CanonicalJson::escaped).collect(Collectors.joining("", "\"", "\"")));
  }

  private static String escaped(int letter) {
    return switch (letter) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      default -> letter < ' ' ? String.format("\\u%04x", letter) : String.valueOf((char) letter);
    };
  }

  /** As ECMAScript writes it (ECMA-262, Number::toString). */
  private static String number(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal bare = number.abs().stripTrailingZeros();
    String digits = bare.unscaledValue().toString();
    int point = digits.length() - bare.scale();
    String sign = number.signum() < 0 ? "-" : "";
    if (point > SMALLEST_PLAIN && point <= LARGEST_PLAIN) {
      return sign + bare.toPlainString();
    }
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String exponent = (point > 0 ? "e+" : "e") + (point - 1);
    return sign + digits.charAt(0) + fraction + exponent;
  }
}
