package io.github.keycloakagents.finescopes.decision;

import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.permission.ResourcePattern;
import io.github.keycloakagents.finescopes.spi.Entitlement;
import io.github.keycloakagents.finescopes.spi.EntitlementQuery.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One thing asked for at one resource server; {@code actions} empty means all of them. */
record Ask(
    ResourceServer server,
    String location,
    ResourcePattern resources,
    List<String> actions,
    Map<String, Object> more) {

  static Ask of(ResourceServer server, String location, Permission permission) {
    String identifier = permission.identifier();
    return new Ask(
        server,
        location,
        identifier == null ? ResourcePattern.any() : new ResourcePattern.Named(identifier),
        permission.actions(),
        permission.more());
  }

  static Ask of(Allowance allowance) {
    return new Ask(
        allowance.server(),
        allowance.server().location(),
        allowance.resources(),
        allowance.actions().stream().sorted().toList(),
        Map.of());
  }

  boolean means(Entitlement entitlement) {
    String uri = entitlement.uri();
    return uri == null
        ? resources.matches(entitlement.resource(), entitlement.type())
        : resources instanceof ResourcePattern.Named named && named.name().equals(uri);
  }

  Wanted wanted() {
    return new Wanted(resources, Set.copyOf(actions));
  }
}
