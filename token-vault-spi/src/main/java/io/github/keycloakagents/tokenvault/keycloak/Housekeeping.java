package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.timer.ScheduledTask;

/**
 * Ends credentials that nobody uses, asks again for revocations that providers owe, and seals
 * credentials of older keys anew with the active one. It may run on several nodes at once.
 */
final class Housekeeping implements ScheduledTask {

  private static final Logger LOG = Logger.getLogger(Housekeeping.class);
  private static final int BATCH = 500;

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
              retire(session, realm);
              new Revoking(vault, realm.getId(), null).due();
              try {
                new Resealing(session, realm, vault).run();
              } catch (UnsealableException e) {
                LOG.errorf("Realm '%s': %s", realm.getName(), e.getMessage());
              }
            });
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
