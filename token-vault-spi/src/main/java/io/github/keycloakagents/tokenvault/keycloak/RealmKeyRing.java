package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.KeyRing;
import io.github.keycloakagents.tokenvault.crypto.SealingKey;
import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.keys.Attributes;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The realm's {@code token-vault-key} keys, as Realm settings, Keys shows them. */
final class RealmKeyRing implements KeyRing {

  private final KeycloakSession session;
  private final RealmModel realm;

  RealmKeyRing(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * Returns the active key of the highest priority.
   *
   * @throws UnsealableException when that key is configured and cannot be had: a key of lower
   *     priority, or a generated one in the database, never stands in for it
   */
  @Override
  public SealingKey active() {
    List<ComponentModel> configured = configured();
    if (!configured.isEmpty()) {
      ComponentModel wanted =
          configured.stream()
              .filter(
                  m -> m.get(Attributes.ENABLED_KEY, true) && m.get(Attributes.ACTIVE_KEY, true))
              .max(Comparator.comparingLong(m -> m.get(Attributes.PRIORITY_KEY, 0L)))
              .orElseThrow(
                  () ->
                      UnsealableException.noKey(
                          "No token-vault-key of realm '"
                              + realm.getName()
                              + "' is active: switch one on under Realm settings, Keys"));
      if (VaultKey.secret(session, wanted).isEmpty()) {
        throw UnsealableException.noKey(VaultKey.problem(wanted));
      }
    }
    return key(session.keys().getActiveKey(realm, KeyUse.ENC, VaultKeyFactory.ALGORITHM));
  }

  @Override
  public Optional<SealingKey> find(String id) {
    return Optional.ofNullable(
            session.keys().getKey(realm, id, KeyUse.ENC, VaultKeyFactory.ALGORITHM))
        .map(RealmKeyRing::key);
  }

  /** Returns the ids of the keys that open. */
  List<String> ids() {
    return session
        .keys()
        .getKeysStream(realm, KeyUse.ENC, VaultKeyFactory.ALGORITHM)
        .map(KeyWrapper::getKid)
        .toList();
  }

  /** Returns what is wrong with configured keys, for an admin. */
  List<String> problems() {
    return configured().stream()
        .filter(m -> m.get(Attributes.ENABLED_KEY, true))
        .filter(m -> VaultKey.secret(session, m).isEmpty())
        .map(VaultKey::problem)
        .toList();
  }

  private List<ComponentModel> configured() {
    return VaultKeyFactory.configured(realm);
  }

  private static SealingKey key(KeyWrapper key) {
    return new SealingKey(key.getKid(), key.getSecretKey());
  }
}
