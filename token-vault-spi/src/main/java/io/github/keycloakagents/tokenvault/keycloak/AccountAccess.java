package io.github.keycloakagents.tokenvault.keycloak;

import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.Auth;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * The token that Keycloak's account REST asks for: a user's, with the account client's audience.
 */
final class AccountAccess {

  private final KeycloakSession session;

  AccountAccess(KeycloakSession session) {
    this.session = session;
  }

  Auth signedIn() {
    RealmModel realm = session.getContext().getRealm();
    ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
    if (account == null || !account.isEnabled()) {
      throw new NotFoundException("account management not enabled");
    }
    AuthenticationManager.AuthResult result =
        new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
    if (result == null) {
      throw new NotAuthorizedException("Bearer");
    }
    AccessToken token = result.token();
    if (token.getAudience() == null || token.getResourceAccess(account.getClientId()) == null) {
      var whole =
          (AccessTokenIntrospectionProvider)
              session.getProvider(
                  TokenIntrospectionProvider.class,
                  AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE);
      token = whole.transformAccessToken(token, result.session());
    }
    if (!token.hasAudience(account.getClientId())
        || result.user().getServiceAccountClientLink() != null) {
      throw new NotAuthorizedException("Bearer");
    }
    Auth auth = new Auth(realm, token, result.user(), account, result.session(), false);
    Cors.builder()
        .checkAllowedOrigins(auth.getToken())
        .allowedMethods("GET", "DELETE")
        .auth()
        .add();
    return auth;
  }
}
