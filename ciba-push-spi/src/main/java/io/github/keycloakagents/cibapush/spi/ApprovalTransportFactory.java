package io.github.keycloakagents.cibapush.spi;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;

/**
 * Makes an {@link ApprovalTransport}; shipped are {@code web-push}, {@code webhook} and {@code
 * e-mail}.
 */
public interface ApprovalTransportFactory extends ProviderFactory<ApprovalTransport> {

  @Override
  default void init(Config.Scope config) {}

  @Override
  default void postInit(KeycloakSessionFactory factory) {}

  @Override
  default void close() {}
}
