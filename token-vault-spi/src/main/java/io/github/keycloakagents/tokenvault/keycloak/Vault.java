package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.refresh.LeasedRefresh;
import io.github.keycloakagents.tokenvault.refresh.Refresher;
import io.github.keycloakagents.tokenvault.store.Credentials;
import io.github.keycloakagents.tokenvault.store.JpaCredentials;
import io.github.keycloakagents.tokenvault.store.JpaRevocations;
import io.github.keycloakagents.tokenvault.store.Revocations;
import io.github.keycloakagents.tokenvault.store.Work;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          job -> {
            Thread thread = new Thread(job, "token-vault-background");
            thread.setDaemon(true);
            return thread;
          });
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

  /** Returns the store in the session's own transaction; what changes in it leaves the caches. */
  Credentials store(KeycloakSession session) {
    return new EvictingCredentials(
        new JpaCredentials(session.getProvider(JpaConnectionProvider.class).getEntityManager()),
        session);
  }

  @Override
  public <T> T run(Function<Credentials, T> job) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        sessions, session -> job.apply(store(session)));
  }

  /**
   * Runs {@code job} in a session and transaction of its own, in a realm; nothing if it is gone.
   */
  <T> Optional<T> inRealm(String realmId, Function<KeycloakSession, Optional<T>> job) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        sessions,
        session -> {
          RealmModel realm = session.realms().getRealm(realmId);
          if (realm == null) {
            return Optional.<T>empty();
          }
          session.getContext().setRealm(realm);
          return job.apply(session);
        });
  }

  /** Returns what is still to be revoked, in the session's own transaction. */
  Revocations revocations(KeycloakSession session) {
    return new JpaRevocations(session.getProvider(JpaConnectionProvider.class).getEntityManager());
  }

  /** Runs {@code job} some time later, one at a time. */
  void later(Runnable job) {
    background.execute(job);
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
    background.shutdownNow();
    calls.close();
  }
}
