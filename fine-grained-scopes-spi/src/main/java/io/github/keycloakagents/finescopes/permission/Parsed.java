package io.github.keycloakagents.finescopes.permission;

import java.util.List;

/** What a client's {@code authorization_details} turned out to be. */
public sealed interface Parsed {

  /**
   * Well-formed.
   *
   * @param permissions the entries of type {@code resource_permission}, in order; other types are
   *     not ours and left out
   */
  record Entries(List<Permission> permissions) implements Parsed {
    public Entries {
      permissions = List.copyOf(permissions);
    }
  }

  /**
   * Refused.
   *
   * @param reason what is wrong and where, safe to show to the client: never a value it sent
   */
  record Malformed(String reason) implements Parsed {}
}
