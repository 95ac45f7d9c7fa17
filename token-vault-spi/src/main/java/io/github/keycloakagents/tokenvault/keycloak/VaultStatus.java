package io.github.keycloakagents.tokenvault.keycloak;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import io.github.keycloakagents.tokenvault.store.Tallies;
import io.github.keycloakagents.tokenvault.store.Tally;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The state of a realm's vault, for admins and for gauges.
 *
 * @param healthy whether new tokens can be sealed and every credential has its key
 * @param activeKey the id of the key that seals, or null while there is none
 * @param credentials how many, by state
 * @param sealedWith how many, by key id
 * @param withoutKey how many have a key that is missing or disabled
 * @param problems what is wrong, and how to put it right
 */
record VaultStatus(
    boolean healthy,
    @JsonProperty("active_key") @Nullable String activeKey,
    Map<String, Long> credentials,
    @JsonProperty("sealed_with") Map<String, Long> sealedWith,
    @JsonProperty("without_key") long withoutKey,
    List<String> problems) {

  static VaultStatus of(KeycloakSession session, RealmModel realm) {
    List<Tally> tallies =
        new Tallies(session.getProvider(JpaConnectionProvider.class).getEntityManager())
            .of(realm.getId());
    Map<String, Long> states = new TreeMap<>();
    Map<String, Long> keys = new TreeMap<>();
    for (Tally tally : tallies) {
      states.merge(tally.state().wire(), tally.count(), Long::sum);
      keys.merge(tally.keyId(), tally.count(), Long::sum);
    }
    if (VaultKeyFactory.configured(realm).isEmpty()) {
      return status(null, states, keys, List.of(), List.of());
    }
    var ring = new RealmKeyRing(session, realm);
    try {
      return status(ring.active().id(), states, keys, ring.ids(), ring.problems());
    } catch (UnsealableException e) {
      return status(null, states, keys, ring.ids(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private static VaultStatus status(
      @Nullable String active,
      Map<String, Long> states,
      Map<String, Long> keys,
      List<String> known,
      List<String> problems) {
    long lost =
        keys.entrySet().stream()
            .filter(e -> !known.contains(e.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return new VaultStatus(lost == 0 && problems.isEmpty(), active, states, keys, lost, problems);
  }
}
