package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.Credentials;
import io.github.keycloakagents.tokenvault.store.Lease;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.keycloak.crypto.KeyUse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.timer.ScheduledTask;

/**
 * Seals credentials of older keys anew with the active one, and ends those that nobody uses. It may
 * run on several nodes at once: each row is taken by its lease.
 */
final class Housekeeping implements ScheduledTask {

  private static final Logger LOG = Logger.getLogger(Housekeeping.class);
  private static final int BATCH = 500;
  private static final long LEASE_SECONDS = 60;

  private final Vault vault;

  Housekeeping(Vault vault) {
    this.vault = vault;
  }

  @Override
  public String getTaskName() {
    return "token-vault";
  }

  @Override
  public void run(KeycloakSession session) {
    session
        .realms()
        .getRealmsStream()
        .toList()
        .forEach(
            realm -> {
              session.getContext().setRealm(realm);
              try {
                reseal(session, realm);
              } catch (UnsealableException e) {
                LOG.errorf("Realm '%s': %s", realm.getName(), e.getMessage());
              }
              retire(session, realm);
            });
  }

  private void reseal(KeycloakSession session, RealmModel realm) {
    boolean used =
        session
            .keys()
            .getKeysStream(realm, KeyUse.ENC, VaultKeyFactory.ALGORITHM)
            .findAny()
            .isPresent();
    if (!used) {
      return;
    }
    String active = new RealmKeyRing(session, realm).active().id();
    Credentials store = vault.store(session);
    Seal seal = vault.seal(session, realm);
    List<Credential> old = store.sealedOtherwise(realm.getId(), active, BATCH);
    long done = old.stream().filter(c -> reseal(store, seal, c)).count();
    if (!old.isEmpty()) {
      LOG.infof(
          "Realm '%s': %d of %d credentials sealed anew with key %s",
          realm.getName(), done, old.size(), active);
    }
  }

  private boolean reseal(Credentials store, Seal seal, Credential old) {
    long now = vault.clock().instant().getEpochSecond();
    var lease = new Lease(UUID.randomUUID().toString(), now, now + LEASE_SECONDS);
    try {
      byte[] plain = seal.open(old.sealed(), old.key().binding(old.generation()));
      return store.lease(old, lease)
          && store.settle(
              old.resealed(seal.seal(plain, old.key().binding(old.generation() + 1))), lease);
    } catch (UnsealableException e) {
      LOG.errorf("Credential %s: %s", old.key().id(), e.getMessage());
      return false;
    }
  }

  private void retire(KeycloakSession session, RealmModel realm) {
    if (vault.options().retention().isZero()) {
      return;
    }
    long since = vault.clock().instant().minus(vault.options().retention()).getEpochSecond();
    var disconnect = new Disconnect(session, realm, vault);
    vault
        .store(session)
        .unusedSince(realm.getId(), since, BATCH)
        .forEach(c -> disconnect.ofUser(c.key().user(), each -> each.key().equals(c.key())));
  }
}
