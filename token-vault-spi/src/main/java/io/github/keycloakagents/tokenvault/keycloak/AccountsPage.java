package io.github.keycloakagents.tokenvault.keycloak;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * The page <em>Connected accounts</em>: what the user has connected, which agents used it and when,
 * and buttons to disconnect, to take an agent's access back and to connect. It lives in the
 * browser's own session; its forms carry that session's state checker.
 */
public final class AccountsPage {

  private static final Set<String> RESULTS =
      Set.of(
          "connected",
          "failed",
          "cancelled",
          "account_of_another_user",
          AccountsForm.DISCONNECT,
          AccountsForm.REVOKE);

  private final KeycloakSession session;
  private final RealmModel realm;

  AccountsPage(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
  }

  /** Shows the page, after signing in. */
  @GET
  public Response show(
      @QueryParam("code") @Nullable String code,
      @QueryParam(ReturnAddress.RESULT) @Nullable String result) {
    AuthenticationManager.AuthResult signedIn = signedIn();
    if (signedIn == null) {
      ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
      return account == null || !account.isEnabled()
          ? ErrorPage.error(session, null, Response.Status.NOT_FOUND, "pageNotFound")
          : new PageLogin(session, event()).start(account, address());
    }
    String outcome = result != null && RESULTS.contains(result) ? result : "";
    if (code != null) {
      URI clean = UriBuilder.fromUri(address()).queryParam(ReturnAddress.RESULT, outcome).build();
      return Response.seeOther(outcome.isEmpty() ? address() : clean).build();
    }
    UserModel user = signedIn.user();
    var rights = new AccountRights(realm, user);
    if (!rights.any(AccountRoles.MANAGE_ACCOUNT, AccountRoles.VIEW_PROFILE)) {
      return forbidden();
    }
    var rows = new AccountRows(session, user);
    return session
        .getProvider(LoginFormsProvider.class)
        .setAttribute("accounts", rows.accounts())
        .setAttribute("agents", rows.agents())
        .setAttribute("providers", rows.providers())
        .setAttribute("result", outcome)
        .setAttribute("stateChecker", session.getAttribute("state_checker"))
        .setAttribute("pageUrl", address().toString())
        .setResponseHeader("Cache-Control", "no-store")
        .createForm("token-vault-accounts.ftl");
  }

  /** Does what one of the page's buttons says. */
  @POST
  public Response act(@BeanParam AccountsForm form) {
    AuthenticationManager.AuthResult signedIn = signedIn();
    if (signedIn == null || !form.isOf(session.getAttribute("state_checker"))) {
      return forbidden();
    }
    return new AccountsAction(session, signedIn.user())
        .does(form)
        .map(next -> Response.seeOther(next).build())
        .orElseGet(this::forbidden);
  }

  private AuthenticationManager.@Nullable AuthResult signedIn() {
    return AuthenticationManager.authenticateIdentityCookie(session, realm, true);
  }

  private URI address() {
    return ReturnAddress.accountsPage(session);
  }

  private Response forbidden() {
    return ErrorPage.error(session, null, Response.Status.FORBIDDEN, "insufficientPermission");
  }

  private EventBuilder event() {
    return new EventBuilder(realm, session, session.getContext().getConnection());
  }
}
