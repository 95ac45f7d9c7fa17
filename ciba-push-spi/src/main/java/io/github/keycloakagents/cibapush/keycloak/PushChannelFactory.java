package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.push.Http;
import io.github.keycloakagents.cibapush.push.WebPush;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
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
        session.getProvider(HttpClientProvider.class).getHttpClient(), options().timeoutMillis());
  }

  WebPush webPush(KeycloakSession session) {
    return new WebPush(
        http(session), options().services(), new SecureRandom(), InstantSource.system());
  }

  ScheduledThreadPoolExecutor executor() {
    if (executor == null) {
      throw new IllegalStateException("not initialised");
    }
    return executor;
  }

  @Override
  public void init(Config.Scope config) {
    PushOptions read = PushOptions.of(config);
    options = read;
    executor =
        new ScheduledThreadPoolExecutor(
            read.threads(),
            task -> {
              Thread thread = new Thread(task, "ciba-push");
              thread.setDaemon(true);
              return thread;
            });
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
