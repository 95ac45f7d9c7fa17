package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.store.Credentials;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * The page <em>Connected accounts</em>: what the user has connected, which agents used it, and a
 * button to disconnect. It lives in the browser's own session; the form carries that session's
 * state checker.
 */
public final class AccountsPage {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Vault vault;

  AccountsPage(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.vault = Vault.of(session);
  }

  /** Shows the page, after signing in. */
  @GET
  public Response show() {
    AuthenticationManager.AuthResult signedIn = signedIn();
    if (signedIn == null) {
      ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
      return account == null || !account.isEnabled()
          ? ErrorPage.error(session, null, Response.Status.NOT_FOUND, "pageNotFound")
          : new PageLogin(session, event()).start(account, address());
    }
    Credentials store = vault.store(session);
    List<AccountRow> rows =
        ConnectionView.forUser(store.of(realm.getId(), signedIn.user().getId()), store).stream()
            .map(view -> AccountRow.of(session, signedIn.user(), view))
            .toList();
    return session
        .getProvider(LoginFormsProvider.class)
        .setAttribute("accounts", rows)
        .setAttribute("stateChecker", session.getAttribute("state_checker"))
        .setAttribute("pageUrl", address().toString())
        .createForm("token-vault-accounts.ftl");
  }

  /** Disconnects one account, or all where none is named. */
  @POST
  public Response disconnect(
      @FormParam("stateChecker") @Nullable String checker, @FormParam("id") @Nullable String id) {
    AuthenticationManager.AuthResult signedIn = signedIn();
    if (signedIn == null
        || checker == null
        || !checker.equals(session.getAttribute("state_checker"))
        || !mayManage(signedIn.user())) {
      return ErrorPage.error(session, null, Response.Status.FORBIDDEN, "insufficientPermission");
    }
    var disconnect = new Disconnect(session, realm, vault);
    disconnect
        .ofUser(signedIn.user().getId(), c -> id == null || c.key().id().equals(id))
        .forEach(c -> disconnect.audit(event().user(signedIn.user()), c));
    return Response.seeOther(address()).build();
  }

  private AuthenticationManager.@Nullable AuthResult signedIn() {
    return AuthenticationManager.authenticateIdentityCookie(session, realm, true);
  }

  private boolean mayManage(UserModel user) {
    ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
    RoleModel role = account == null ? null : account.getRole(AccountRoles.MANAGE_ACCOUNT);
    return role != null && user.hasRole(role);
  }

  private URI address() {
    return session
        .getContext()
        .getUri()
        .getBaseUriBuilder()
        .path("realms/{realm}/token-vault/accounts")
        .build(realm.getName());
  }

  private EventBuilder event() {
    return new EventBuilder(realm, session, session.getContext().getConnection());
  }
}
