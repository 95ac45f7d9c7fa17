package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.upstream.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.keycloak.broker.provider.IdentityBrokerException;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Ends credentials: the rows go with the session's transaction, and after its commit the provider
 * is told to revoke (RFC 7009), because a call to a provider never holds a transaction.
 */
final class Disconnect {

  private static final Logger LOG = Logger.getLogger(Disconnect.class);
  private static final int MOST_REVOCATIONS = 10_000;

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
    ended.forEach(c -> end(c, session.identityProviders().getByAlias(c.key().connection())));
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

  void ofConnection(IdentityProviderModel model) {
    vault
        .store(session)
        .ofConnection(realm.getId(), model.getAlias(), MOST_REVOCATIONS)
        .forEach(c -> end(c, model));
  }

  private void end(Credential credential, IdentityProviderModel model) {
    vault.store(session).remove(credential.key());
    vault.metrics().disconnected(realm.getName(), credential.key().connection());
    if (model == null) {
      return;
    }
    try {
      var provider = new BrokeredProvider(session, model, vault);
      Tokens tokens =
          Tokens.of(
              vault
                  .seal(session, realm)
                  .open(credential.sealed(), credential.key().binding(credential.generation())));
      Optional<OutboundCall> call = provider.prepareRevocation(tokens);
      call.ifPresent(
          c ->
              session
                  .getTransactionManager()
                  .enlistAfterCompletion(new AfterCommit(() -> revoke(provider, c))));
    } catch (UnsealableException | IdentityBrokerException e) {
      LOG.warnf(
          "The grant of a credential at '%s' could not be revoked: %s",
          credential.key().connection(), e.getMessage());
    }
  }

  private static void revoke(BrokeredProvider provider, OutboundCall call) {
    if (!provider.send(provider.client(), call)) {
      LOG.warnf("A provider did not confirm a revocation");
    }
  }
}
