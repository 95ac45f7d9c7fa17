package io.github.keycloakagents.finescopes.decision;

import io.github.keycloakagents.finescopes.permission.ResourcePattern;
import io.github.keycloakagents.finescopes.spi.Entitlement;
import java.util.Set;

/**
 * What one <em>Agent permissions</em> mapper lets a client have.
 *
 * @param server resource server
 * @param resources which of its resources
 * @param actions names of actions; empty means all of them
 */
public record Allowance(ResourceServer server, ResourcePattern resources, Set<String> actions) {

  public Allowance {
    actions = Set.copyOf(actions);
  }

  boolean allows(ResourceServer other, Entitlement entitlement, String action) {
    return covers(other, entitlement) && (actions.isEmpty() || actions.contains(action));
  }

  boolean covers(ResourceServer other, Entitlement entitlement) {
    return server.clientId().equals(other.clientId())
        && resources.matches(entitlement.resource(), entitlement.type());
  }
}
