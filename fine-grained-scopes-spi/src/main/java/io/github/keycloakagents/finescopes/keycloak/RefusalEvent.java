package io.github.keycloakagents.finescopes.keycloak;

import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;

/**
 * The error event of a refused token request; Keycloak writes none when a post-processor says no.
 */
record RefusalEvent(KeycloakSession session, TokenRequest request) {

  void send(TokenInterceptorException refusal) {
    OAuth2GrantType grant =
        request.grantType() == null
            ? null
            : session.getProvider(OAuth2GrantType.class, request.grantType());
    if (grant == null) {
      return;
    }
    AuthenticatedClientSessionModel login = request.context().getClientSession();
    new EventBuilder(session.getContext().getRealm(), session, session.getContext().getConnection())
        .event(grant.getEventType())
        .client(request.client())
        .user(request.user())
        .session(login.getUserSession())
        .detail(Details.GRANT_TYPE, request.grantType())
        .detail(Details.REASON, refusal.getDescription())
        .error(refusal.getError());
  }
}
