package io.github.keycloakagents.finescopes.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.resourceindicators.ResourceIndicatorsPostProcessorFactory;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;

/**
 * Takes the place of Keycloak's own, after the permissions are decided and only with its feature.
 */
public final class GrantedResourcesFactory extends ResourceIndicatorsPostProcessorFactory {

  @Override
  public TokenPostProcessor create(KeycloakSession session) {
    return new GrantedResources(session);
  }

  @Override
  public int order() {
    return 10;
  }
}
