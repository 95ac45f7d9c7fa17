package io.github.keycloakagents.cibapush.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Runs early, so that later processors see the approved details. */
public final class ApprovedTokenFactory implements TokenPostProcessorFactory {

  @Override
  public TokenPostProcessor create(KeycloakSession session) {
    return new ApprovedToken(session);
  }

  @Override
  public String getId() {
    return "ciba-push";
  }

  @Override
  public int order() {
    return 100;
  }
}
