package io.github.keycloakagents.finescopes.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Writes {@code authorization_details}, {@code aud} and {@code act} for every grant. */
public final class PermissionPostProcessorFactory implements TokenPostProcessorFactory {

  @Override
  public TokenPostProcessor create(KeycloakSession session) {
    return new PermissionPostProcessor(session);
  }

  @Override
  public String getId() {
    return "fine-grained-scopes";
  }

  @Override
  public int order() {
    return 50;
  }
}
