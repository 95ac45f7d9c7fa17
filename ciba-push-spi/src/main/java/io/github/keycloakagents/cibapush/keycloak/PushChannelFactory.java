package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.push.Http;
import io.github.keycloakagents.cibapush.push.P256Operations;
import io.github.keycloakagents.cibapush.push.WebPush;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.crypto.CryptoIntegration;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.protocol.oidc.grants.ciba.channel.AuthenticationChannelProvider;
import org.keycloak.protocol.oidc.grants.ciba.channel.AuthenticationChannelProviderFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.timer.TimerProvider;

/** The authentication channel {@code ciba-push}; the default one, before stock's HTTP channel. */
public final class PushChannelFactory implements AuthenticationChannelProviderFactory {

  static final String ID = "ciba-push";
  private static final String STOCK = "ciba-http-auth-channel";
  private static final Duration KEPT = Duration.ofDays(365);

  private @Nullable PushOptions options;
  private @Nullable ScheduledThreadPoolExecutor executor;
  private @Nullable ScheduledThreadPoolExecutor watchdog;

  static PushChannelFactory of(KeycloakSession session) {
    return (PushChannelFactory)
        session
            .getKeycloakSessionFactory()
            .getProviderFactory(AuthenticationChannelProvider.class, ID);
  }

  @Override
  public AuthenticationChannelProvider create(KeycloakSession session) {
    return new PushChannel(
        session, () -> session.getProvider(AuthenticationChannelProvider.class, STOCK));
  }

  PushOptions options() {
    if (options == null) {
      throw new IllegalStateException("not initialised");
    }
    return options;
  }

  Http http(KeycloakSession session) {
    return new HttpOut(
        session.getProvider(HttpClientProvider.class).getHttpClient(),
        options().timeoutMillis(),
        started(watchdog));
  }

  WebPush webPush(KeycloakSession session) {
    return new WebPush(http(session), options().services(), curve(), InstantSource.system());
  }

  static P256Operations curve() {
    return new P256Operations(
        CryptoIntegration.getProvider().getBouncyCastleProvider(), new SecureRandom());
  }

  ScheduledThreadPoolExecutor executor() {
    return started(executor);
  }

  private static ScheduledThreadPoolExecutor started(
      @Nullable ScheduledThreadPoolExecutor threads) {
    if (threads == null) {
      throw new IllegalStateException("not initialised");
    }
    return threads;
  }

  private static ScheduledThreadPoolExecutor threads(String name, int number) {
    return new ScheduledThreadPoolExecutor(
        number,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void init(Config.Scope config) {
    PushOptions read = PushOptions.of(config);
    options = read;
    executor = threads("ciba-push", read.threads());
    watchdog = threads("ciba-push-watchdog", 1);
    watchdog.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(new Erasure());
    factory.register(
        event -> {
          if (event instanceof PostMigrationEvent) {
            KeycloakModelUtils.runJobInTransaction(
                factory,
                session ->
                    session
                        .getProvider(TimerProvider.class)
                        .scheduleTask(
                            new Retention(KEPT), Retention.INTERVAL, "ciba-push-retention"));
          }
        });
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdownNow();
    }
    if (watchdog != null) {
      watchdog.shutdownNow();
    }
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public int order() {
    return 100;
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    return PushOptions.metadata();
  }
}
