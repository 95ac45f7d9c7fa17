package io.github.keycloakagents.cibapush.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.ciba.CibaGrantTypeFactory;

/** Takes stock's place for {@code urn:openid:params:grant-type:ciba}. */
public final class ApprovedCibaGrantFactory extends CibaGrantTypeFactory {

  @Override
  public OAuth2GrantType create(KeycloakSession session) {
    return new ApprovedCibaGrant();
  }

  @Override
  public int order() {
    return 100;
  }
}
