package io.github.keycloakagents.tokenvault.exchange;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a client scope with the mapper <em>Token vault access</em> allows a client.
 *
 * @param clientScope the client scope's name, which the subject token must carry
 * @param ceiling the provider scopes allowed, or empty for what the user granted
 * @param minValidity seconds that a released token must still live
 */
public record AccessRule(String clientScope, Set<String> ceiling, long minValidity) {

  /**
   * Returns the part of {@code granted} that is below the ceiling, or nothing when all of it is. Of
   * a provider that does not say what it granted, all that the ceiling allows.
   */
  Optional<Set<String>> partOf(Set<String> granted) {
    if (ceiling.isEmpty() || (!granted.isEmpty() && ceiling.containsAll(granted))) {
      return Optional.empty();
    }
    Set<String> part = new TreeSet<>(ceiling);
    if (!granted.isEmpty()) {
      part.retainAll(granted);
    }
    return Optional.of(part);
  }
}
