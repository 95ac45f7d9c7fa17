package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.decision.Decision;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.resourceindicators.ResourceIndicatorsPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;

/**
 * Keycloak's experimental resource indicators, which leave a token alone whose permissions were
 * granted for the {@code resource} that was asked for: they know no <em>Root URL</em>, fail where a
 * client has no refresh token, and take the client id out of {@code aud}.
 */
final class GrantedResources implements TokenPostProcessor {

  private final KeycloakSession session;

  GrantedResources(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public void process(TokenPostProcessorContext context) {
    if (!(TokenGrant.decided(context.clientSessionCtx()) instanceof Decision.Granted)) {
      new ResourceIndicatorsPostProcessor(session).process(context);
    }
  }
}
