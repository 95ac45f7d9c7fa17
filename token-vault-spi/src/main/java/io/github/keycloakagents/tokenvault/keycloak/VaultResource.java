package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.connect.Ticket;
import io.github.keycloakagents.tokenvault.connect.Tickets;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorPage;

/**
 * What a user's browser and a user's own client reach under {@code /realms/{realm}/token-vault}.
 */
public final class VaultResource {

  private static final int LONGEST_TICKET = 64;

  private final KeycloakSession session;

  VaultResource(KeycloakSession session) {
    this.session = session;
  }

  /** Leads a browser to connecting an account; the ticket is used up only after the user agreed. */
  @GET
  @Path("connect")
  public Response connect(@QueryParam("ticket") @Nullable String secret) {
    RealmModel realm = session.getContext().getRealm();
    Optional<Ticket> ticket =
        secret == null || secret.length() > LONGEST_TICKET
            ? Optional.empty()
            : new Tickets(session.singleUseObjects()).look(secret, realm.getId());
    ClientModel client = ticket.map(t -> realm.getClientByClientId(t.client())).orElse(null);
    if (secret == null || ticket.isEmpty() || client == null || !client.isEnabled()) {
      return ErrorPage.error(session, null, Response.Status.BAD_REQUEST, "tokenVaultTicketInvalid");
    }
    ConnectAction.register(realm);
    var event = new EventBuilder(realm, session, session.getContext().getConnection());
    event.detail("connection", ticket.get().connection());
    return new ConnectLogin(session, event, secret)
        .start(
            client,
            new ReturnAddress(session, client).with(ticket.get().connection(), "cancelled"));
  }

  /** The page <em>Connected accounts</em>. */
  @Path("accounts")
  public AccountsPage accounts() {
    return new AccountsPage(session);
  }

  /** The signed-in user's connections. */
  @Path("connections")
  public UserConnections connections() {
    return new UserConnections(session, new AccountAccess(session).signedIn());
  }
}
