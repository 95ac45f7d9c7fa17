package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.spi.EntitlementSource;
import io.github.keycloakagents.finescopes.spi.EntitlementSourceFactory;
import org.keycloak.models.KeycloakSession;

/** The default {@link EntitlementSource}: Keycloak Authorization Services. */
public final class AuthorizationServicesSourceFactory implements EntitlementSourceFactory {

  @Override
  public EntitlementSource create(KeycloakSession session) {
    return new AuthorizationServicesSource(session);
  }

  @Override
  public String getId() {
    return "keycloak-authorization";
  }

  @Override
  public int order() {
    return 1;
  }
}
