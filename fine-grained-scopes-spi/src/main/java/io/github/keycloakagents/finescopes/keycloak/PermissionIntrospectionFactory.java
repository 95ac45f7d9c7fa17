package io.github.keycloakagents.finescopes.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Takes the place of Keycloak's own introspection of access tokens (order 0). */
public final class PermissionIntrospectionFactory extends AccessTokenIntrospectionProviderFactory {

  @Override
  public TokenIntrospectionProvider create(KeycloakSession session) {
    return new PermissionIntrospection(session);
  }

  @Override
  public int order() {
    return 20;
  }
}
