package io.github.keycloakagents.tokenvault.keycloak;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Serves {@code /realms/{realm}/oauth}, if the server was built with {@code auth0-compatible}. */
public final class Auth0ResourceFactory
    implements RealmResourceProviderFactory, EnvironmentDependentProviderFactory {

  @Override
  public boolean isSupported(Config.Scope config) {
    return VaultOptions.auth0Compatible();
  }

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    return new RealmResourceProvider() {
      @Override
      public Object getResource() {
        return new Auth0Resource(session);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return "oauth";
  }
}
