package io.github.keycloakagents.tokenvault.keycloak;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.AuthorizationEndpointBase;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.Urls;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Signs a browser in through a client's own flow, for a page of the vault. */
class PageLogin extends AuthorizationEndpointBase {

  PageLogin(KeycloakSession session, EventBuilder event) {
    super(session, event.event(EventType.LOGIN));
  }

  /** Signs in and goes on to {@code page}. */
  final Response start(ClientModel client, URI page) {
    checkSsl();
    checkRealm();
    session.getContext().setClient(client);
    event.client(client);
    AuthenticationSessionModel login = createAuthenticationSession(client, null);
    String address = page.toString();
    login.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
    login.setAction(AuthenticationSessionModel.Action.AUTHENTICATE.name());
    login.setRedirectUri(address);
    login.setClientNote(OIDCLoginProtocol.REDIRECT_URI_PARAM, address);
    login.setClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM, OAuth2Constants.CODE);
    login.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, OAuth2Constants.SCOPE_OPENID);
    login.setClientNote(
        OIDCLoginProtocol.ISSUER,
        Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
    prepare(login);
    LoginProtocol protocol =
        session.getProvider(LoginProtocol.class, OIDCLoginProtocol.LOGIN_PROTOCOL);
    protocol
        .setRealm(realm)
        .setHttpHeaders(httpRequest.getHttpHeaders())
        .setUriInfo(session.getContext().getUri())
        .setEventBuilder(event);
    return handleBrowserAuthenticationRequest(login, protocol, false, true);
  }

  /** Adds to the sign-in what else it is for. */
  protected void prepare(AuthenticationSessionModel login) {}
}
