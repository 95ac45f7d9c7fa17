package io.github.keycloakagents.cibapush.view;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of authorization details as the admin registered it.
 *
 * @param type the {@code type} of RFC 9396
 * @param label what the user reads
 * @param fields the members to show first, in order
 * @param signed whether the user signs the details with a passkey to approve them
 */
public record DetailsType(String type, String label, List<Field> fields, boolean signed) {

  /** A member and how to show it. */
  public record Field(String name, Kind kind) {}

  /** How a value is shown. */
  public enum Kind {
    /** As it is. */
    TEXT,
    /** Value and currency. */
    AMOUNT,
    /** A date in the reader's language. */
    DATE,
    /** One line per item. */
    LIST;

    static Kind of(String name) {
      return Arrays.stream(values())
          .filter(kind -> kind.name().equalsIgnoreCase(name))
          .findFirst()
          .orElse(TEXT);
    }
  }

  /** From the mapper's options; fields as {@code name} or {@code name:kind}, by spaces. */
  public static DetailsType of(String type, @Nullable String label, @Nullable String fields) {
    List<Field> list =
        Arrays.stream((fields == null ? "" : fields).trim().split("[\\s,]+"))
            .filter(field -> !field.isEmpty())
            .map(DetailsType::field)
            .toList();
    return new DetailsType(
        type, label == null || label.isBlank() ? type : label.trim(), list, false);
  }

  /** The same, to be approved with a signature. */
  public DetailsType asSigned() {
    return new DetailsType(type, label, fields, true);
  }

  private static Field field(String text) {
    int colon = text.lastIndexOf(':');
    return colon <= 0
        ? new Field(text, Kind.TEXT)
        : new Field(text.substring(0, colon), Kind.of(text.substring(colon + 1)));
  }
}
