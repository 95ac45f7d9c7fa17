package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.connect.Ticket;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.ClientSessionCode;
import org.keycloak.services.resources.IdentityBrokerService;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Sends the browser to the provider, with the scopes still missing on top of the usual ones. */
final class ConnectDeparture {

  private final RequiredActionContext context;

  ConnectDeparture(RequiredActionContext context) {
    this.context = context;
  }

  Response toProvider(Ticket ticket) {
    KeycloakSession session = context.getSession();
    AuthenticationSessionModel login = context.getAuthenticationSession();
    var code = new ClientSessionCode<>(session, context.getRealm(), login);
    code.setAction(AuthenticationSessionModel.Action.AUTHENTICATE.name());
    login.setAuthNote(
        IdentityBrokerService.LINKING_IDENTITY_PROVIDER,
        login.getParentSession().getId() + login.getClient().getClientId() + ticket.connection());
    login.setAuthNote(ConnectReturn.NOTE, ticket.connection());
    Response response =
        new IdentityBrokerService(session)
            .performClientInitiatedAccountLogin(ticket.connection(), code);
    URI location = response.getLocation();
    if (location == null || ticket.scopes().isEmpty()) {
      return response;
    }
    IdentityProviderModel model = session.identityProviders().getByAlias(ticket.connection());
    Set<String> scopes =
        new LinkedHashSet<>(
            new BrokeredProvider(session, model, Vault.of(session)).defaultScopes());
    scopes.addAll(ticket.scopes());
    URI widened =
        UriBuilder.fromUri(location).replaceQueryParam("scope", String.join(" ", scopes)).build();
    return Response.seeOther(widened).build();
  }
}
