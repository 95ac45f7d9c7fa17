package io.github.keycloakagents.cibapush.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Strict JSON: no duplicate members, nothing after the array, exact numbers, bounded in size. */
final class DetailsReader {

  private static final int MAX_BYTES = 5 * 1024;
  private static final int MAX_ENTRIES = 5;
  private static final int MAX_LEVELS = 5;

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  AuthorizationDetails read(String value) {
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw RequestRefused.details("authorization_details is larger than 5 KB");
    }
    List<Map<String, Object>> entries = entries(value);
    if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
      throw RequestRefused.details("authorization_details must have 1 to 5 entries");
    }
    for (Map<String, Object> entry : entries) {
      check(entry);
    }
    return new AuthorizationDetails(write(entries), entries);
  }

  private List<Map<String, Object>> entries(String value) {
    try {
      List<Map<String, Object>> entries = json.readValue(value, new TypeReference<>() {});
      if (entries == null) {
        throw RequestRefused.details("authorization_details must be a JSON array of objects");
      }
      return entries;
    } catch (JsonProcessingException e) {
      throw RequestRefused.details("authorization_details must be a JSON array of objects");
    }
  }

  private String write(List<Map<String, Object>> entries) {
    try {
      return json.writeValueAsString(entries);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(@Nullable Map<String, Object> entry) {
    if (entry == null || !(entry.get("type") instanceof String type) || type.isBlank()) {
      throw RequestRefused.details("each entry of authorization_details needs a type");
    }
    check(entry, 1);
  }

  private static void check(@Nullable Object value, int level) {
    if (level > MAX_LEVELS) {
      throw RequestRefused.details("authorization_details is nested deeper than 5 levels");
    }
    if (value instanceof String text && !PlainText.harmless(text)) {
      throw RequestRefused.details(
          "authorization_details holds control, bidi-override or zero-width characters");
    } else if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(name -> check(name, level));
      map.values().forEach(member -> check(member, level + depth(member)));
    } else if (value instanceof Collection<?> list) {
      list.forEach(member -> check(member, level + depth(member)));
    }
  }

  private static int depth(@Nullable Object member) {
    return member instanceof Map || member instanceof Collection ? 1 : 0;
  }
}
