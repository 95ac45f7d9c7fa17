package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.permission.PermissionReader;
import io.github.keycloakagents.finescopes.permission.ResourcePattern;
import io.github.keycloakagents.finescopes.spi.EntitlementSource.TooManyResources;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.keycloak.authorization.model.Resource;
import org.keycloak.authorization.model.Resource.FilterOption;
import org.keycloak.authorization.model.ResourceServer;
import org.keycloak.authorization.store.ResourceStore;

/** Finds resources that belong to the resource server itself or to the user; never another's. */
final class ResourceLookup {

  private static final int LIMIT = PermissionReader.MAX_ENTRIES;

  private final ResourceStore store;
  private final ResourceServer server;

  ResourceLookup(ResourceStore store, ResourceServer server) {
    this.store = store;
    this.server = server;
  }

  List<Resource> find(ResourcePattern pattern, String userId) {
    if (pattern instanceof ResourcePattern.Named named) {
      return byName(named.name(), userId);
    }
    Map<FilterOption, String[]> filter = new EnumMap<>(FilterOption.class);
    filter.put(FilterOption.OWNER, new String[] {server.getClientId(), userId});
    if (pattern instanceof ResourcePattern.OfType type) {
      filter.put(FilterOption.TYPE, new String[] {type.type()});
    } else if (pattern instanceof ResourcePattern.Glob glob && !"*".equals(glob.pattern())) {
      filter.put(FilterOption.NAME, new String[] {glob.pattern()});
    }
    return matching(pattern, filter);
  }

  List<Resource> byName(String name, String userId) {
    List<Resource> found = new ArrayList<>();
    for (String owner : List.of(server.getClientId(), userId)) {
      Resource resource = store.findByName(server, name, owner);
      if (resource != null && resource.getName().equals(name)) {
        found.add(resource);
      }
    }
    return found;
  }

  /** The store's filter is wider than the pattern, so it is read by pages until enough match. */
  private List<Resource> matching(ResourcePattern pattern, Map<FilterOption, String[]> filter) {
    List<Resource> found = new ArrayList<>();
    List<Resource> page;
    int first = 0;
    do {
      page = store.find(server, filter, first, LIMIT + 1);
      for (Resource resource : page) {
        if (pattern.matches(resource.getName(), resource.getType())) {
          found.add(resource);
        }
      }
      first += LIMIT + 1;
    } while (page.size() > LIMIT && found.size() <= LIMIT);
    if (found.size() > LIMIT) {
      throw new TooManyResources(LIMIT);
    }
    return found;
  }
}
