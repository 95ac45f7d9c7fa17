package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.connect.Ticket;
import io.github.keycloakagents.tokenvault.connect.Tickets;
import io.github.keycloakagents.tokenvault.store.Credential;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What the user does on the page <em>Connected accounts</em>, with the rights that Keycloak asks
 * for.
 */
final class AccountsAction {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final UserModel user;
  private final AccountRights rights;

  AccountsAction(KeycloakSession session, UserModel user) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.user = user;
    this.rights = new AccountRights(realm, user);
  }

  /** Returns where the browser goes next, or nothing when the user may not do that. */
  Optional<URI> does(AccountsForm form) {
    return switch (form.action()) {
      case AccountsForm.DISCONNECT -> disconnect(form.id());
      case AccountsForm.REVOKE -> revoke(form.id());
      case AccountsForm.CONNECT -> connect(form.id());
      default -> Optional.empty();
    };
  }

  private Optional<URI> disconnect(String id) {
    if (!rights.any(AccountRoles.MANAGE_ACCOUNT, AccountRoles.MANAGE_ACCOUNT_LINKS)) {
      return Optional.empty();
    }
    var disconnect = new Disconnect(session, realm, Vault.of(session));
    List<Credential> ended = disconnect.ofUser(user.getId(), c -> c.key().id().equals(id));
    ended.forEach(c -> disconnect.audit(event(), c));
    return done(AccountsForm.DISCONNECT);
  }

  private Optional<URI> revoke(String clientId) {
    if (!rights.any(AccountRoles.MANAGE_ACCOUNT, AccountRoles.MANAGE_CONSENT)) {
      return Optional.empty();
    }
    ClientModel agent = realm.getClientByClientId(clientId);
    if (agent != null) {
      new AgentAccess(session, user).revoke(agent, event());
    }
    return done(AccountsForm.REVOKE);
  }

  private Optional<URI> connect(String alias) {
    if (!rights.any(AccountRoles.MANAGE_ACCOUNT, AccountRoles.MANAGE_ACCOUNT_LINKS)
        || !new Connections(session).vaulted().containsKey(alias)) {
      return Optional.empty();
    }
    String account = Constants.ACCOUNT_MANAGEMENT_CLIENT_ID;
    String secret =
        new Tickets(session.singleUseObjects())
            .issue(new Ticket(realm.getId(), user.getId(), account, alias, Set.of()));
    return Optional.of(
        session
            .getContext()
            .getUri()
            .getBaseUriBuilder()
            .path("realms/{realm}/token-vault/connect")
            .queryParam("ticket", secret)
            .build(realm.getName()));
  }

  private Optional<URI> done(String what) {
    return Optional.of(
        UriBuilder.fromUri(ReturnAddress.accountsPage(session))
            .queryParam(ReturnAddress.RESULT, what)
            .build());
  }

  private EventBuilder event() {
    return new EventBuilder(realm, session, session.getContext().getConnection())
        .client(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID)
        .user(user);
  }
}
