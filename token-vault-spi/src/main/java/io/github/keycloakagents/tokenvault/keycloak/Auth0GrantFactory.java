package io.github.keycloakagents.tokenvault.keycloak;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;

/**
 * Registers the grant type of Auth0's SDKs, if the server was built with {@code auth0-compatible}.
 */
public final class Auth0GrantFactory
    implements OAuth2GrantTypeFactory, EnvironmentDependentProviderFactory {

  @Override
  public boolean isSupported(Config.Scope config) {
    return VaultOptions.auth0Compatible();
  }

  @Override
  public OAuth2GrantType create(KeycloakSession session) {
    return new Auth0Grant();
  }

  @Override
  public String getShortcut() {
    return "a0";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return Auth0Grant.GRANT_TYPE;
  }
}
