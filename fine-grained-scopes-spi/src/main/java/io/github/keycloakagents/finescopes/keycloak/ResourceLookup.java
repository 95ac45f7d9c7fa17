package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.permission.PermissionReader;
import io.github.keycloakagents.finescopes.permission.ResourcePattern;
import io.github.keycloakagents.finescopes.permission.ResourceUri;
import io.github.keycloakagents.finescopes.spi.Entitlement;
import io.github.keycloakagents.finescopes.spi.EntitlementSource.TooManyResources;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.authorization.model.Resource;
import org.keycloak.authorization.model.Resource.FilterOption;
import org.keycloak.authorization.model.ResourceServer;
import org.keycloak.authorization.store.ResourceStore;

/** Finds resources that belong to the resource server itself or to the user; never another's. */
final class ResourceLookup {

  private static final int LIMIT = PermissionReader.MAX_ENTRIES;

  /** Each costs a query per segment. */
  private static final int MOST_URIS = 10;

  private final ResourceStore store;
  private final ResourceServer server;
  private int uris;

  ResourceLookup(ResourceStore store, ResourceServer server) {
    this.store = store;
    this.server = server;
  }

  /**
   * A resource, and the URI within it that was asked for.
   *
   * @param uri null when the resource itself was asked for
   */
  record Found(Resource resource, @Nullable String uri) {

    Entitlement entitlement(Set<String> actions) {
      return new Entitlement(resource.getName(), resource.getType(), actions, uri);
    }
  }

  List<Found> find(ResourcePattern pattern, String userId) {
    if (pattern instanceof ResourcePattern.Named named) {
      List<Resource> byName = byName(named.name(), userId);
      return byName.isEmpty() ? byUri(named.name(), userId) : itself(byName);
    }
    Map<FilterOption, String[]> filter = new EnumMap<>(FilterOption.class);
    filter.put(FilterOption.OWNER, new String[] {server.getClientId(), userId});
    if (pattern instanceof ResourcePattern.OfType type) {
      filter.put(FilterOption.TYPE, new String[] {type.type()});
    } else if (pattern instanceof ResourcePattern.Glob glob && !"*".equals(glob.pattern())) {
      filter.put(FilterOption.NAME, new String[] {glob.pattern()});
    }
    return itself(matching(pattern, filter));
  }

  private static List<Found> itself(List<Resource> resources) {
    return resources.stream().map(resource -> new Found(resource, null)).toList();
  }

  /**
   * The resources with the most specific URI that covers this one; none when the name, or that URI,
   * is another user's.
   */
  private List<Found> byUri(String identifier, String userId) {
    Optional<ResourceUri> asked = ResourceUri.of(identifier);
    if (asked.isEmpty() || exists(FilterOption.EXACT_NAME, identifier)) {
      return List.of();
    }
    if (++uris > MOST_URIS) {
      throw new TooManyResources(MOST_URIS);
    }
    for (String uri : asked.get().patterns()) {
      Map<FilterOption, String[]> filter = new EnumMap<>(FilterOption.class);
      filter.put(FilterOption.OWNER, new String[] {server.getClientId(), userId});
      filter.put(FilterOption.URI, new String[] {uri});
      List<Found> found =
          store.find(server, filter, 0, LIMIT).stream()
              .filter(resource -> resource.getUris().contains(uri))
              .map(resource -> new Found(resource, identifier))
              .toList();
      if (!found.isEmpty() || exists(FilterOption.URI, uri)) {
        return found;
      }
    }
    return List.of();
  }

  private boolean exists(FilterOption option, String value) {
    return !store.find(server, Map.of(option, new String[] {value}), 0, 1).isEmpty();
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
