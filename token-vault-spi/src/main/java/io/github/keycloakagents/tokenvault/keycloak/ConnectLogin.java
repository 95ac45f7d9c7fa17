package io.github.keycloakagents.tokenvault.keycloak;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Signs the user in through the client's own flow, and then has the connect action run. */
final class ConnectLogin extends PageLogin {

  private final String ticket;

  ConnectLogin(KeycloakSession session, EventBuilder event, String ticket) {
    super(session, event);
    this.ticket = ticket;
  }

  @Override
  protected void prepare(AuthenticationSessionModel login) {
    login.setClientNote(Constants.KC_ACTION, ConnectAction.ID);
    login.setClientNote(Constants.KC_ACTION_PARAMETER, ticket);
  }
}
