package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialKey;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Ends credentials: the rows go with the session's transaction, which notes what is to be revoked;
 * after its commit the provider is asked (RFC 7009), because a call to a provider never holds a
 * transaction. What the provider does not confirm is tried again.
 */
final class Disconnect {

  private static final int MOST_AT_ONCE = 10;
  private static final long TAKEN_OVER_AFTER_SECONDS = 3600;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Vault vault;

  Disconnect(KeycloakSession session, RealmModel realm, Vault vault) {
    this.session = session;
    this.realm = realm;
    this.vault = vault;
  }

  /** Ends those of the user's credentials; returns them. */
  List<Credential> ofUser(String user, Predicate<Credential> which) {
    List<Credential> ended =
        vault.store(session).of(realm.getId(), user).stream().filter(which).toList();
    if (ended.isEmpty()) {
      return ended;
    }
    String batch = UUID.randomUUID().toString();
    for (Credential credential : ended) {
      vault.revocations(session).note(credential.key().id(), batch, takenOverAt());
      vault.store(session).remove(credential.key());
      vault.metrics().disconnected(realm.getName(), credential.key().connection());
    }
    var revoking = new Revoking(vault, realm.getId(), null);
    afterCommit(ended.size(), () -> revoking.batch(batch));
    return ended;
  }

  /** Writes the event of a credential that the user ended. */
  void audit(EventBuilder event, Credential ended) {
    event
        .event(EventType.REMOVE_FEDERATED_IDENTITY)
        .detail("connection", ended.key().connection())
        .detail("vault_result", "disconnected")
        .success();
  }

  /** Ends all credentials of a connection that is being removed. */
  void ofConnection(IdentityProviderModel model) {
    String batch = UUID.randomUUID().toString();
    var connection = new CredentialKey(realm.getId(), "", model.getAlias(), "");
    int count = vault.revocations(session).noteConnection(connection, batch, takenOverAt());
    if (count == 0) {
      return;
    }
    var revoking = new Revoking(vault, realm.getId(), RemovedConnection.of(model, realm, vault));
    vault.store(session).removeConnection(realm.getId(), model.getAlias());
    vault.metrics().disconnected(realm.getName(), model.getAlias());
    afterCommit(count, () -> revoking.batch(batch));
  }

  private void afterCommit(int count, Runnable revoking) {
    session
        .getTransactionManager()
        .enlistAfterCompletion(
            new AfterCommit(count <= MOST_AT_ONCE ? revoking : () -> vault.later(revoking)));
  }

  private long takenOverAt() {
    return vault.clock().instant().getEpochSecond() + TAKEN_OVER_AFTER_SECONDS;
  }
}
