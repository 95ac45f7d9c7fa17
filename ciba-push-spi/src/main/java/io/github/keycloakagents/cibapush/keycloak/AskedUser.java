package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.request.RequestRefused;
import io.github.keycloakagents.cibapush.request.UserHint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.grants.ciba.CibaGrantType;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequest;
import org.keycloak.protocol.oidc.grants.ciba.resolvers.CIBALoginUserResolver;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.BruteForceProtector;

/** Finds the user whom a request names, by the hint that the realm's CIBA policy asks for. */
record AskedUser(KeycloakSession session, RealmModel realm) {

  UserModel of(BackchannelAuthenticationEndpointRequest request) {
    CIBALoginUserResolver resolver = session.getProvider(CIBALoginUserResolver.class);
    @Nullable UserModel user =
        switch (realm.getCibaPolicy().getAuthRequestedUserHint()) {
          case OIDCLoginProtocol.LOGIN_HINT_PARAM ->
              byHint(resolver, required(request.getLoginHint(), "login_hint"));
          case OIDCLoginProtocol.ID_TOKEN_HINT ->
              resolver.getUserFromIdTokenHint(required(request.getIdTokenHint(), "id_token_hint"));
          case CibaGrantType.LOGIN_HINT_TOKEN ->
              resolver.getUserFromLoginHintToken(
                  required(request.getLoginHintToken(), "login_hint_token"));
          default -> throw RequestRefused.invalidRequest("invalid user hint");
        };
    if (user == null || !canDecide(user)) {
      throw RequestRefused.unreachable();
    }
    return user;
  }

  /** Enabled, and not locked out by too many failed sign-ins. */
  boolean canDecide(UserModel user) {
    return user.isEnabled()
        && AuthenticatorUtils.getDisabledByBruteForceEventError(
                session.getProvider(BruteForceProtector.class), session, realm, user)
            == null;
  }

  private @Nullable UserModel byHint(CIBALoginUserResolver resolver, String value) {
    UserHint hint = UserHint.parse(value);
    if (hint instanceof UserHint.Email email) {
      return session.users().getUserByEmail(realm, email.email());
    }
    if (hint instanceof UserHint.Opaque opaque) {
      return session.users().getUserById(realm, opaque.id());
    }
    if (hint instanceof UserHint.IssuerSubject pair) {
      return bySubject(pair);
    }
    return resolver.getUserFromLoginHint(value);
  }

  private @Nullable UserModel bySubject(UserHint.IssuerSubject pair) {
    String own = Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName());
    if (own.equals(pair.issuer())) {
      return session.users().getUserById(realm, pair.subject());
    }
    return session
        .identityProviders()
        .getAllStream(IdentityProviderQuery.userAuthentication())
        .filter(provider -> pair.issuer().equals(provider.getConfig().get("issuer")))
        .map(IdentityProviderModel::getAlias)
        .map(alias -> new FederatedIdentityModel(alias, pair.subject(), null))
        .map(identity -> session.users().getUserByFederatedIdentity(realm, identity))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String required(@Nullable String value, String name) {
    if (value == null) {
      throw RequestRefused.invalidRequest("missing parameter : " + name);
    }
    return value;
  }
}
