package io.github.keycloakagents.finescopes.consent;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One box on the consent page.
 *
 * @param value what the form sends when it is ticked
 * @param server client id of the resource server
 * @param resource name of the resource
 * @param action name of the action; empty for a resource without actions
 * @param resourceLabel the resource in words
 * @param actionLabel the action in words
 * @param more own fields of the entry, shown as they came
 */
public record ConsentItem(
    String value,
    String server,
    String resource,
    String action,
    String resourceLabel,
    String actionLabel,
    Map<String, Object> more) {

  /** What is remembered; an entry with own fields is asked again every time. */
  public String key() {
    return Stream.of(server, resource, action)
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
        .collect(Collectors.joining(" "));
  }

  /** Whether an earlier answer may stand for this one. */
  public boolean canBeRemembered() {
    return more.isEmpty();
  }

  /** For templates. */
  public Map<String, Object> view() {
    return Map.of(
        "value",
        value,
        "resource",
        resourceLabel,
        "action",
        actionLabel,
        "more",
        more.entrySet().stream()
            .map(field -> field.getKey() + ": " + field.getValue())
            .collect(Collectors.joining(", ")));
  }
}
