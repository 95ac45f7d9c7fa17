package io.github.keycloakagents.finescopes.spi;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource that a user may use through an agent.
 *
 * @param resource name of the resource at its resource server
 * @param type type of the resource, if it has one
 * @param actions names of the actions that are allowed; empty only for a resource without actions
 * @param uri the URI within the resource that was asked for, or null when it was the resource
 */
public record Entitlement(
    String resource, @Nullable String type, Set<String> actions, @Nullable String uri) {
  public Entitlement {
    actions = Set.copyOf(actions);
  }

  /** What a permission for it names. */
  public String identifier() {
    return uri == null ? resource : uri;
  }
}
