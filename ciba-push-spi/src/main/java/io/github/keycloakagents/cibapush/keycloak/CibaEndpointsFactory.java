package io.github.keycloakagents.cibapush.keycloak;

import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.ext.OIDCExtProvider;
import org.keycloak.protocol.oidc.ext.OIDCExtProviderFactory;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.CibaRootEndpoint;
import org.keycloak.provider.EnvironmentDependentProviderFactory;

/** Takes stock's place at {@code …/ext/ciba}. */
public final class CibaEndpointsFactory
    implements OIDCExtProviderFactory, EnvironmentDependentProviderFactory {

  @Override
  public OIDCExtProvider create(KeycloakSession session) {
    return new CibaEndpoints(session);
  }

  @Override
  public String getId() {
    return CibaRootEndpoint.PROVIDER_ID;
  }

  @Override
  public int order() {
    return 100;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public boolean isSupported(Config.Scope config) {
    return Profile.isFeatureEnabled(Profile.Feature.CIBA);
  }
}
