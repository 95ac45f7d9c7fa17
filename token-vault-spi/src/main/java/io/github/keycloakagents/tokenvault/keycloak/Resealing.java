package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.Lease;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Seals a realm's credentials of older keys anew with the active one, each in a transaction of its
 * own, so that exchanges go on meanwhile. A row that is being refreshed is left for the next time.
 */
final class Resealing {

  private static final Logger LOG = Logger.getLogger(Resealing.class);
  private static final int BATCH = 500;
  private static final long LEASE_SECONDS = 60;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Vault vault;
  private final Seal seal;

  Resealing(KeycloakSession session, RealmModel realm, Vault vault) {
    this.session = session;
    this.realm = realm;
    this.vault = vault;
    this.seal = vault.seal(session, realm);
  }

  void run() {
    List<String> keys =
        session
            .keys()
            .getKeysStream(realm, KeyUse.ENC, VaultKeyFactory.ALGORITHM)
            .map(KeyWrapper::getKid)
            .toList();
    if (keys.size() < 2) {
      return;
    }
    String active = new RealmKeyRing(session, realm).active().id();
    long done = keys.stream().filter(key -> !key.equals(active)).mapToLong(this::away).sum();
    if (done > 0) {
      LOG.infof(
          "Realm '%s': %d credentials sealed anew with key %s", realm.getName(), done, active);
    }
  }

  private long away(String key) {
    long done = 0;
    String after = "";
    List<Credential> old;
    do {
      String from = after;
      old = vault.run(store -> store.sealedWith(realm.getId(), key, from, BATCH));
      done += old.stream().filter(this::reseal).count();
      after = old.isEmpty() ? after : old.get(old.size() - 1).key().id();
    } while (old.size() == BATCH);
    return done;
  }

  private boolean reseal(Credential old) {
    long now = vault.clock().instant().getEpochSecond();
    var lease = new Lease(UUID.randomUUID().toString(), now, now + LEASE_SECONDS);
    try {
      byte[] plain = seal.open(old.sealed(), old.key().binding(old.generation()));
      Credential anew = old.resealed(seal.seal(plain, old.key().binding(old.generation() + 1)));
      return vault.run(store -> store.lease(old, lease) && store.settle(anew, lease));
    } catch (UnsealableException e) {
      LOG.errorf("Credential %s: %s", old.key().id(), e.getMessage());
      return false;
    }
  }
}
