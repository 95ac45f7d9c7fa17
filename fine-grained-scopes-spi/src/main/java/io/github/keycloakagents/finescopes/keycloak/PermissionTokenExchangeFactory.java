package io.github.keycloakagents.finescopes.keycloak;

import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;

/** Stands before Keycloak's own standard token exchange (order 10) and takes the same requests. */
public final class PermissionTokenExchangeFactory
    implements TokenExchangeProviderFactory, EnvironmentDependentProviderFactory {

  @Override
  public TokenExchangeProvider create(KeycloakSession session) {
    return new PermissionTokenExchange();
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return "fine-grained-scopes";
  }

  @Override
  public int order() {
    return 20;
  }

  @Override
  public boolean isSupported(Config.Scope config) {
    return Profile.isFeatureEnabled(Profile.Feature.TOKEN_EXCHANGE_STANDARD_V2);
  }
}
