package io.github.keycloakagents.finescopes.spi;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;

/** Makes an {@link EntitlementSource}; the default one is {@code keycloak-authorization}. */
public interface EntitlementSourceFactory extends ProviderFactory<EntitlementSource> {

  @Override
  default void init(Config.Scope config) {}

  @Override
  default void postInit(KeycloakSessionFactory factory) {}

  @Override
  default void close() {}
}
