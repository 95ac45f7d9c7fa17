package io.github.keycloakagents.cibapush.request;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A parsed {@code authorization_details} (RFC 9396, section 2): at most 5 KB, 5 entries and 5
 * levels. Members keep their order and numbers their digits, so that what is stored, shown and
 * issued is what was asked.
 *
 * @param json compact JSON array
 * @param entries the entries, each with a {@code type}
 */
public record AuthorizationDetails(String json, List<Map<String, Object>> entries) {

  /**
   * Reads the parameter.
   *
   * @throws RequestRefused {@code invalid_authorization_details}
   */
  public static AuthorizationDetails parse(String value) {
    return new DetailsReader().read(value);
  }

  /** The types asked for. */
  public Set<String> types() {
    return entries.stream().map(AuthorizationDetails::type).collect(Collectors.toSet());
  }

  /** The {@code type} of an entry. */
  public static String type(Map<String, Object> entry) {
    return String.valueOf(entry.get("type"));
  }
}
