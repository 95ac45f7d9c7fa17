package io.github.keycloakagents.finescopes.keycloak;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/** Keycloak's introspection (RFC 7662), which also tells permissions and actors. */
final class PermissionIntrospection extends AccessTokenIntrospectionProvider<AccessToken> {

  PermissionIntrospection(KeycloakSession session) {
    super(session);
  }

  @Override
  public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
    AccessToken answer = super.transformAccessToken(token, userSession);
    new StoredPermissions(session).restore(token);
    if (token.getAuthorizationDetails() != null) {
      answer.setAuthorizationDetails(token.getAuthorizationDetails());
      answer.getOtherClaims().remove(OAuth2Constants.AUTHORIZATION_DETAILS);
    }
    Object actors = token.getOtherClaims().get(Claims.ACT);
    if (actors != null) {
      answer.setOtherClaims(Claims.ACT, actors);
    }
    return answer;
  }
}
