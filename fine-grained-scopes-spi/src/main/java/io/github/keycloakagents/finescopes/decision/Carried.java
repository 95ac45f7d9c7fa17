package io.github.keycloakagents.finescopes.decision;

import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.spi.Entitlement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bounds a grant to what an earlier token carried: the same or less, never more. */
final class Carried {

  private final List<Permission> permissions;

  Carried(List<Permission> permissions) {
    this.permissions = permissions;
  }

  /** The parts of a candidate that some carried entry covers: of the same, or of all around it. */
  List<Permission> narrow(ResourceServer server, Entitlement entitlement, Permission candidate) {
    List<Permission> narrowed = new ArrayList<>();
    for (Permission carried : permissions) {
      if (carried.locations().stream().anyMatch(server::isNamed)
          && (Objects.equals(carried.identifier(), candidate.identifier())
              || Objects.equals(carried.identifier(), entitlement.resource()))) {
        narrow(carried, candidate).ifPresent(narrowed::add);
      }
    }
    return narrowed;
  }

  private static Optional<Permission> narrow(Permission carried, Permission candidate) {
    List<String> actions =
        candidate.actions().stream().filter(carried.actions()::contains).toList();
    boolean hadNone = candidate.actions().isEmpty() && carried.actions().isEmpty();
    if ((actions.isEmpty() && !hadNone) || !covers(carried.more(), candidate.more())) {
      return Optional.empty();
    }
    Map<String, Object> more = new HashMap<>(carried.more());
    more.putAll(candidate.more());
    return Optional.of(
        new Permission(candidate.locations(), candidate.identifier(), actions, more));
  }

  private static boolean covers(Map<String, Object> carried, Map<String, Object> asked) {
    return asked.entrySet().stream()
        .allMatch(field -> covers(carried.get(field.getKey()), field.getValue()));
  }

  private static boolean covers(@Nullable Object carried, @Nullable Object asked) {
    if (carried instanceof Collection<?> limit && asked instanceof Collection<?> wanted) {
      return limit.containsAll(wanted);
    }
    return asked != null && asked.equals(carried);
  }
}
