package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.capture.Arrival;
import io.github.keycloakagents.tokenvault.capture.Capture;
import io.github.keycloakagents.tokenvault.store.AccountName;
import io.github.keycloakagents.tokenvault.store.CredentialKey;
import io.github.keycloakagents.tokenvault.upstream.AnswerReader;
import io.github.keycloakagents.tokenvault.upstream.TokenAnswer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Brings arriving tokens to the user they belong to: at once when the account is linked already, at
 * the moment of linking otherwise; until then they wait, sealed, in the authentication session.
 */
final class Filing {

  private static final int LONGEST = 255;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Vault vault;

  Filing(KeycloakSession session, RealmModel realm, Vault vault) {
    this.session = session;
    this.realm = realm;
    this.vault = vault;
  }

  void arrived(BrokeredIdentityContext context, Optional<Arrival> arrival) {
    AuthenticationSessionModel login = context.getAuthenticationSession();
    if (login != null) {
      new ConnectReturn(session, realm, this).finishIfConnecting(context, arrival);
    }
    if (arrival.isEmpty() || context.getIdpConfig().isTransientUsers()) {
      return;
    }
    UserModel owner = owner(context);
    if (owner != null) {
      file(owner, context, adopt(owner, context.getIdpConfig().getAlias(), arrival.get()));
    } else if (login != null) {
      new PendingTokens(login, vault.seal(session, realm))
          .keep(context, new PendingArrival(arrival.get(), name(context)));
    }
  }

  /** Files what waited for this link. */
  void linked(UserModel user, FederatedIdentityModel link) {
    AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
    if (login == null) {
      return;
    }
    new PendingTokens(login, vault.seal(session, realm))
        .take(link.getIdentityProvider(), link.getUserId())
        .ifPresent(
            arrival ->
                file(
                    key(user, link.getIdentityProvider(), link.getUserId()),
                    arrival.accountName(),
                    arrival.arrival()));
  }

  void file(UserModel user, BrokeredIdentityContext context, Arrival arrival) {
    file(key(user, context.getIdpConfig().getAlias(), context.getId()), name(context), arrival);
  }

  /** Cuts what a provider said to what a column of Keycloak's holds. */
  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static AccountName name(BrokeredIdentityContext context) {
    String email = context.getEmail();
    String username = context.getUsername();
    return new AccountName(
        email == null ? null : shortened(email), username == null ? null : shortened(username));
  }

  private void file(CredentialKey key, AccountName name, Arrival arrival) {
    new Capture(vault.store(session), vault.seal(session, realm), vault.clock())
        .file(key, name, arrival);
    session.setAttribute(filedNow(key.id()), true);
    vault.metrics().captured(realm.getName(), key.connection());
  }

  static String filedNow(String id) {
    return "token-vault.filed." + id;
  }

  private CredentialKey key(UserModel user, String alias, String account) {
    return new CredentialKey(realm.getId(), user.getId(), alias, account);
  }

  @Nullable UserModel owner(BrokeredIdentityContext context) {
    return session
        .users()
        .getUserByFederatedIdentity(
            realm,
            new FederatedIdentityModel(
                context.getIdpConfig().getAlias(), context.getId(), context.getUsername()));
  }

  /** Takes over what stock Keycloak held in clear for this link, and clears it. */
  private Arrival adopt(UserModel owner, String alias, Arrival arrival) {
    FederatedIdentityModel link = session.users().getFederatedIdentity(realm, owner, alias);
    if (link == null || link.getToken() == null) {
      return arrival;
    }
    String held = new AnswerReader().read(link.getToken()).map(TokenAnswer::refresh).orElse(null);
    link.setToken(null);
    session.users().updateFederatedIdentity(realm, owner, link);
    return new Arrival(arrival.answer(), arrival.askedScopes(), arrival.at(), held);
  }
}
