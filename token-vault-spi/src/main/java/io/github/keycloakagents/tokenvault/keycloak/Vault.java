package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.refresh.LeasedRefresh;
import io.github.keycloakagents.tokenvault.refresh.Refresher;
import io.github.keycloakagents.tokenvault.store.Credentials;
import io.github.keycloakagents.tokenvault.store.JpaCredentials;
import io.github.keycloakagents.tokenvault.store.Work;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Function;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.TokenExchangeProvider;

/** The vault of this server: what its adapters share. */
final class Vault implements Work {

  private final KeycloakSessionFactory sessions;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = new ServerClock();
  private final VaultMetrics metrics = new VaultMetrics();
  private final VaultOptions options;
  private final OutboundCalls calls;
  private final Refresher refresher;

  Vault(KeycloakSessionFactory sessions, VaultOptions options) {
    this.sessions = sessions;
    this.options = options;
    this.calls = new OutboundCalls(options);
    this.refresher =
        new Refresher(
            new LeasedRefresh(this, clock, options.lease(), options.refreshWait()),
            options.refreshWait());
  }

  static Vault of(KeycloakSession session) {
    return of(session.getKeycloakSessionFactory());
  }

  static Vault of(KeycloakSessionFactory sessions) {
    var factory =
        (VaultTokenExchangeFactory)
            sessions.getProviderFactory(TokenExchangeProvider.class, VaultTokenExchangeFactory.ID);
    return factory.vault();
  }

  /** Returns the store in the session's own transaction. */
  Credentials store(KeycloakSession session) {
    return new JpaCredentials(session.getProvider(JpaConnectionProvider.class).getEntityManager());
  }

  @Override
  public <T> T run(Function<Credentials, T> job) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        sessions, session -> job.apply(store(session)));
  }

  Seal seal(KeycloakSession session, RealmModel realm) {
    return new Seal(new RealmKeyRing(session, realm), random);
  }

  Refresher refresher() {
    return refresher;
  }

  VaultMetrics metrics() {
    return metrics;
  }

  VaultOptions options() {
    return options;
  }

  OutboundCalls calls() {
    return calls;
  }

  Clock clock() {
    return clock;
  }

  void close() {
    calls.close();
  }
}
