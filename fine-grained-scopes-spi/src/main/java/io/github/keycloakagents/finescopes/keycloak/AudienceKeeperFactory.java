package io.github.keycloakagents.finescopes.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Last of the post-processors. */
public final class AudienceKeeperFactory implements TokenPostProcessorFactory {

  @Override
  public TokenPostProcessor create(KeycloakSession session) {
    return new AudienceKeeper();
  }

  @Override
  public String getId() {
    return "fine-grained-scopes-audience";
  }

  @Override
  public int order() {
    return -50;
  }
}
