package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.connect.Ticket;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.AuthorizationEndpointBase;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.Urls;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Signs the user in through the client's own flow, and then has the connect action run. */
final class ConnectLogin extends AuthorizationEndpointBase {

  ConnectLogin(KeycloakSession session, EventBuilder event) {
    super(session, event.event(EventType.LOGIN));
  }

  Response start(ClientModel client, Ticket ticket, String secret) {
    checkSsl();
    checkRealm();
    session.getContext().setClient(client);
    event.client(client).detail("connection", ticket.connection());
    AuthenticationSessionModel login = createAuthenticationSession(client, null);
    String back =
        new ReturnAddress(session, client).with(ticket.connection(), "cancelled").toString();
    login.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
    login.setAction(AuthenticationSessionModel.Action.AUTHENTICATE.name());
    login.setRedirectUri(back);
    login.setClientNote(OIDCLoginProtocol.REDIRECT_URI_PARAM, back);
    login.setClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM, OAuth2Constants.CODE);
    login.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, OAuth2Constants.SCOPE_OPENID);
    login.setClientNote(
        OIDCLoginProtocol.ISSUER,
        Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
    login.setClientNote(Constants.KC_ACTION, ConnectAction.ID);
    login.setClientNote(Constants.KC_ACTION_PARAMETER, secret);
    LoginProtocol protocol =
        session.getProvider(LoginProtocol.class, OIDCLoginProtocol.LOGIN_PROTOCOL);
    protocol
        .setRealm(realm)
        .setHttpHeaders(httpRequest.getHttpHeaders())
        .setUriInfo(session.getContext().getUri())
        .setEventBuilder(event);
    return handleBrowserAuthenticationRequest(login, protocol, false, true);
  }
}
