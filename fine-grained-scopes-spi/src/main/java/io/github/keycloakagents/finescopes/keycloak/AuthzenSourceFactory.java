package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.spi.EntitlementSource;
import io.github.keycloakagents.finescopes.spi.EntitlementSourceFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** An {@link EntitlementSource} over OpenID AuthZEN; whatever goes wrong grants nothing. */
public final class AuthzenSourceFactory implements EntitlementSourceFactory {

  private static final String URL = "url";
  private static final String TOKEN = "token";
  private static final String TIMEOUT = "timeout";
  private static final int DEFAULT_TIMEOUT = 2_000;

  private @Nullable String url;
  private @Nullable String token;
  private int timeout = DEFAULT_TIMEOUT;

  @Override
  public void init(Config.Scope config) {
    url = config.get(URL);
    token = config.get(TOKEN);
    timeout = config.getInt(TIMEOUT, DEFAULT_TIMEOUT);
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    return ProviderConfigurationBuilder.create()
        .property(URL, null, "Base address of the decision point.", "string", null, null)
        .property(TOKEN, null, "Bearer token to send.", "string", null, null, true)
        .property(TIMEOUT, null, "Milliseconds to wait.", "int", DEFAULT_TIMEOUT, null)
        .build();
  }

  @Override
  public EntitlementSource create(KeycloakSession session) {
    return new AuthzenSource(session, new DecisionPointClient(session, url, token, timeout));
  }

  @Override
  public String getId() {
    return "authzen";
  }
}
