package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.connect.Ticket;
import io.github.keycloakagents.tokenvault.store.Credential;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.ClientSessionCode;
import org.keycloak.services.resources.IdentityBrokerService;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Sends the browser to the provider, with the scopes still missing on top of the usual ones. */
final class ConnectDeparture {

  private static final Pattern PROMPT = Pattern.compile("(?:^|&)prompt=(?!none)([a-z]+)(?=&|$)");

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
    return location == null ? response : Response.seeOther(asking(location, ticket)).build();
  }

  private URI asking(URI location, Ticket ticket) {
    UriBuilder request = UriBuilder.fromUri(location);
    if (ticket.client().equals(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID)) {
      request.replaceQueryParam("prompt", letChoose(location));
    }
    Set<String> more = new LinkedHashSet<>(held(ticket));
    more.addAll(ticket.scopes());
    return more.isEmpty() ? request.build() : widened(request, ticket, more);
  }

  /** Returns what the one account held already granted, so that a new grant does not lose it. */
  private Set<String> held(Ticket ticket) {
    List<Credential> accounts =
        Vault.of(context.getSession())
            .store(context.getSession())
            .of(ticket.realm(), ticket.user())
            .stream()
            .filter(c -> c.key().connection().equals(ticket.connection()))
            .toList();
    boolean another = ticket.client().equals(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
    return accounts.size() == 1 && !another ? accounts.get(0).scopes() : Set.of();
  }

  /** Adds the choice of an account to what the provider is asked to prompt for anyway. */
  private static String letChoose(URI location) {
    Matcher configured = PROMPT.matcher(location.getRawQuery());
    return configured.find() ? configured.group(1) + " select_account" : "select_account";
  }

  private URI widened(UriBuilder request, Ticket ticket, Set<String> more) {
    KeycloakSession session = context.getSession();
    IdentityProviderModel model = session.identityProviders().getByAlias(ticket.connection());
    Set<String> scopes =
        new LinkedHashSet<>(
            new BrokeredProvider(session, model, Vault.of(session)).defaultScopes());
    scopes.addAll(more);
    context.getAuthenticationSession().setAuthNote(ConnectReturn.ASKED, String.join(" ", scopes));
    return request.replaceQueryParam("scope", String.join(" ", scopes)).build();
  }
}
