package io.github.keycloakagents.finescopes.permission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code authorization_details} (RFC 9396 section 2) strictly: one JSON array of objects, no
 * duplicate keys, nothing after it, at most {@value #MAX_CHARACTERS} characters, {@value
 * #MAX_ENTRIES} entries, {@value #MAX_DEPTH} levels; in an entry at most {@value #MAX_VALUES}
 * strings in a list, each of at most {@value #MAX_NAME} characters and none invisible. A number is
 * never taken for a string.
 */
public final class PermissionReader {

  public static final int MAX_CHARACTERS = 65_536;
  public static final int MAX_ENTRIES = 100;
  public static final int MAX_DEPTH = 8;
  public static final int MAX_VALUES = 50;
  public static final int MAX_NAME = 255;

  private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
      new TypeReference<>() {};

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxDocumentLength(MAX_CHARACTERS)
                          .maxNumberLength(40)
                          .maxNameLength(MAX_NAME)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /**
   * Reads what a client sent.
   *
   * @param text the parameter's value
   */
  public Parsed read(String text) {
    if (text.length() > MAX_CHARACTERS) {
      return new Parsed.Malformed("longer than " + MAX_CHARACTERS + " characters");
    }
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (StreamConstraintsException e) {
      return new Parsed.Malformed("too deep or too long a value");
    } catch (JsonProcessingException e) {
      return new Parsed.Malformed("not a JSON array without duplicate keys");
    }
    if (root == null || !root.isArray()) {
      return new Parsed.Malformed("not a JSON array");
    }
    if (root.isEmpty() || root.size() > MAX_ENTRIES) {
      return new Parsed.Malformed("must have 1 to " + MAX_ENTRIES + " entries");
    }
    return readEntries(root);
  }

  private Parsed readEntries(JsonNode array) {
    List<Permission> permissions = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode entry = array.get(i);
      if (!entry.isObject() || !entry.path("type").isTextual()) {
        return new Parsed.Malformed("entry " + i + ": not an object with a type");
      }
      if (Permission.TYPE.equals(entry.get("type").textValue())) {
        EntryFields fields = new EntryFields(i, entry);
        Permission permission = readPermission(fields);
        if (permission == null) {
          return new Parsed.Malformed(fields.fault());
        }
        permissions.add(permission);
      }
    }
    return new Parsed.Entries(permissions);
  }

  private @Nullable Permission readPermission(EntryFields fields) {
    List<String> locations = fields.names("locations");
    String identifier = fields.name("identifier");
    List<String> actions = fields.names("actions");
    fields.names("datatypes");
    fields.names("privileges");
    if (!fields.fault().isEmpty()) {
      return null;
    }
    Map<String, Object> more = JSON.convertValue(fields.entry(), FIELDS);
    more.keySet().removeAll(List.of("type", "locations", "identifier", "actions"));
    return new Permission(locations, identifier, actions, more);
  }
}
