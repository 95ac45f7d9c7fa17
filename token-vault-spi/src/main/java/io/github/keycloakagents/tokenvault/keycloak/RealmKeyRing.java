package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.KeyRing;
import io.github.keycloakagents.tokenvault.crypto.SealingKey;
import java.util.Optional;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
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

  @Override
  public SealingKey active() {
    return key(session.keys().getActiveKey(realm, KeyUse.ENC, VaultKeyFactory.ALGORITHM));
  }

  @Override
  public Optional<SealingKey> find(String id) {
    return Optional.ofNullable(
            session.keys().getKey(realm, id, KeyUse.ENC, VaultKeyFactory.ALGORITHM))
        .map(RealmKeyRing::key);
  }

  private static SealingKey key(KeyWrapper key) {
    return new SealingKey(key.getKid(), key.getSecretKey());
  }
}
