package io.github.keycloakagents.tokenvault.keycloak;

import java.util.stream.Stream;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserConsentManager;

/**
 * What an agent holds of a user: consent, and sessions online and offline. Taking it back is what
 * Account, Applications does, and it ends the agent's sessions where no consent was asked for, too.
 */
final class AgentAccess {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final UserModel user;

  AgentAccess(KeycloakSession session, UserModel user) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.user = user;
  }

  boolean held(ClientModel agent) {
    Stream<UserSessionModel> sessions =
        Stream.concat(
            session.sessions().getUserSessionsStream(realm, user),
            session.sessions().getOfflineUserSessionsStream(realm, user));
    return UserConsentManager.getConsentByClient(session, realm, user, agent.getId()) != null
        || sessions.anyMatch(s -> s.getAuthenticatedClientSessionByClient(agent.getId()) != null);
  }

  void revoke(ClientModel agent, EventBuilder event) {
    UserConsentManager.revokeConsentToClient(session, agent, user);
    AuthenticationManager.backchannelLogoutUserFromClient(
        session,
        realm,
        user,
        agent,
        session.getContext().getUri(),
        session.getContext().getHttpRequest().getHttpHeaders());
    event
        .event(EventType.REVOKE_GRANT)
        .detail(Details.REVOKED_CLIENT, agent.getClientId())
        .success();
  }
}
