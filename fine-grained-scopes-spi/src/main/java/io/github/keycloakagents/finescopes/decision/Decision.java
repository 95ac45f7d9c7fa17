package io.github.keycloakagents.finescopes.decision;

import io.github.keycloakagents.finescopes.permission.Permission;
import java.util.List;
import java.util.Set;

/** What a token request gets. */
public sealed interface Decision {

  /** No permission was asked for: the token stays as it is. */
  record NothingAsked() implements Decision {}

  /** Only scopes asked and nothing can be granted: a token without permissions. */
  record NothingGranted() implements Decision {}

  /**
   * Granted, all or a part.
   *
   * @param permissions one entry per resource and location
   * @param audiences client ids and URIs of their resource servers
   */
  record Granted(List<Permission> permissions, Set<String> audiences) implements Decision {
    public Granted {
      permissions = List.copyOf(permissions);
    }

    /** Whether every action of an entry is granted at each of its locations. */
    public boolean covers(Permission asked) {
      return asked.locations().stream()
          .map(
              location ->
                  permissions.stream().filter(p -> p.locations().contains(location)).toList())
          .allMatch(
              there ->
                  !there.isEmpty()
                      && asked.actions().stream()
                          .allMatch(a -> there.stream().anyMatch(p -> p.actions().contains(a))));
    }
  }

  /**
   * Refused.
   *
   * @param error error code of RFC 9396, RFC 8693 or RFC 6749
   * @param description what to change, without saying what exists
   */
  record Refused(String error, String description) implements Decision {
    static Refused details(String description) {
      return new Refused("invalid_authorization_details", description);
    }

    static Refused target(String description) {
      return new Refused("invalid_target", description);
    }
  }
}
