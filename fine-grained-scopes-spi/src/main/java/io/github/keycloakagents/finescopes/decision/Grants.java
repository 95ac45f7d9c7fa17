package io.github.keycloakagents.finescopes.decision;

import io.github.keycloakagents.finescopes.permission.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is granted; entries that differ only in their actions become one. */
final class Grants {

  private final Map<Permission, Set<String>> actionsByEntry = new LinkedHashMap<>();
  private final Set<String> audiences = new LinkedHashSet<>();

  void add(ResourceServer server, Permission granted) {
    Permission entry =
        new Permission(granted.locations(), granted.identifier(), List.of(), granted.more());
    actionsByEntry.computeIfAbsent(entry, e -> new LinkedHashSet<>()).addAll(granted.actions());
    audiences.addAll(server.audiences());
  }

  int size() {
    return actionsByEntry.size();
  }

  Decision.Granted granted() {
    List<Permission> permissions = new ArrayList<>();
    actionsByEntry.forEach(
        (entry, actions) ->
            permissions.add(
                new Permission(
                    entry.locations(), entry.identifier(), List.copyOf(actions), entry.more())));
    return new Decision.Granted(permissions, audiences);
  }
}
