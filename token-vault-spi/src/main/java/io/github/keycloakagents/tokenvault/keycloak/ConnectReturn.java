package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.capture.Arrival;
import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The browser's way back from the provider when it left to connect an account. It ends here: the
 * tokens are filed, no session is opened, and the browser goes on to the client.
 */
final class ConnectReturn {

  static final String NOTE = "token-vault.connect";
  static final String ASKED = "token-vault.asked";

  private static final Logger LOG = Logger.getLogger(ConnectReturn.class);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Filing filing;

  ConnectReturn(KeycloakSession session, RealmModel realm, Filing filing) {
    this.session = session;
    this.realm = realm;
    this.filing = filing;
  }

  /**
   * Goes on to the client if the browser left to connect an account.
   *
   * @throws WebApplicationException which carries the redirect, past the rest of the sign-in
   */
  void finishIfConnecting(BrokeredIdentityContext context, Optional<Arrival> arrival) {
    AuthenticationSessionModel login = context.getAuthenticationSession();
    String alias = context.getIdpConfig().getAlias();
    UserModel user = login.getAuthenticatedUser();
    if (!alias.equals(login.getAuthNote(NOTE)) || user == null) {
      return;
    }
    String result = arrival.map(a -> connect(user, context, a)).orElse("failed");
    EventBuilder event =
        new EventBuilder(realm, session, session.getContext().getConnection())
            .event(EventType.FEDERATED_IDENTITY_LINK)
            .client(login.getClient())
            .user(user)
            .detail(Details.IDENTITY_PROVIDER, alias)
            .detail("connection", alias)
            .detail("vault_result", result);
    if (result.equals("connected")) {
      event.success();
    } else {
      event.error(result);
    }
    Response toClient =
        Response.seeOther(new ReturnAddress(session, login.getClient()).with(alias, result))
            .build();
    new AuthenticationSessionManager(session).removeTabIdInAuthenticationSession(realm, login);
    throw new WebApplicationException(toClient);
  }

  /** Returns what the provider was asked for, if the browser left to connect an account. */
  static Optional<Set<String>> asked(BrokeredIdentityContext context) {
    AuthenticationSessionModel login = context.getAuthenticationSession();
    String note = login == null ? null : login.getAuthNote(ASKED);
    return Optional.ofNullable(note)
        .map(text -> new LinkedHashSet<>(Arrays.asList(text.split(" ", -1))));
  }

  private String connect(UserModel user, BrokeredIdentityContext context, Arrival arrival) {
    UserModel owner = filing.owner(context);
    if (owner != null && !owner.getId().equals(user.getId())) {
      return "account_of_another_user";
    }
    if (!Filing.shortened(context.getId()).equals(context.getId())) {
      return "failed";
    }
    String alias = context.getIdpConfig().getAlias();
    if (session.users().getFederatedIdentity(realm, user, alias) == null) {
      session
          .users()
          .addFederatedIdentity(
              realm,
              user,
              new FederatedIdentityModel(
                  alias, context.getId(), Filing.shortened(context.getUsername())));
    }
    try {
      filing.file(user, context, arrival);
      return "connected";
    } catch (UnsealableException e) {
      LOG.errorf("Connecting an account at '%s' failed: %s", alias, e.getMessage());
      return "failed";
    }
  }
}
