package io.github.keycloakagents.finescopes.permission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The typed fields of one entry; remembers the first thing wrong with them. */
final class EntryFields {

  private final int index;
  private final JsonNode entry;
  private String fault = "";

  EntryFields(int index, JsonNode entry) {
    this.index = index;
    this.entry = entry;
  }

  JsonNode entry() {
    return entry;
  }

  /** What is wrong, for the client; empty when nothing is. */
  String fault() {
    return fault;
  }

  @Nullable String name(String field) {
    JsonNode value = entry.get(field);
    if (value == null) {
      return null;
    }
    if (!isName(value)) {
      fail(field, "must be a readable string");
      return null;
    }
    return value.textValue();
  }

  List<String> names(String field) {
    JsonNode value = entry.get(field);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray() || value.isEmpty() || value.size() > PermissionReader.MAX_VALUES) {
      fail(field, "must be an array of 1 to " + PermissionReader.MAX_VALUES + " strings");
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode element : value) {
      if (!isName(element)) {
        fail(field, "must be an array of readable strings");
        return List.of();
      }
      names.add(element.textValue());
    }
    return List.copyOf(names);
  }

  private void fail(String field, String complaint) {
    if (fault.isEmpty()) {
      fault = "entry " + index + ": " + field + " " + complaint;
    }
  }

  private static boolean isName(JsonNode value) {
    return value.isTextual()
        && !value.textValue().isBlank()
        && value.textValue().length() <= PermissionReader.MAX_NAME
        && value.textValue().codePoints().allMatch(EntryFields::isVisible);
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
