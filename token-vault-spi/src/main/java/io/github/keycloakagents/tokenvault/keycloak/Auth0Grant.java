package io.github.keycloakagents.tokenvault.keycloak;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.TokenExchangeGrantType;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * The exchange under the names that agents written for Auth0 use: its parameters become those of
 * RFC 8693, its answers are put into the other's words. Nothing else differs.
 */
final class Auth0Grant extends TokenExchangeGrantType {

  static final String GRANT_TYPE =
      "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token";
  static final String TOKEN_TYPE =
      "http://auth0.com/oauth/token-type/federated-connection-access-token";

  @Override
  public void preProcess(KeycloakSession session, MultivaluedMap<String, String> form)
      throws ClientPolicyException {
    String connection = form.getFirst("connection");
    if (connection == null || connection.isEmpty()) {
      throw new ClientPolicyException(
          OAuthErrorException.INVALID_REQUEST, "Missing parameter: connection");
    }
    if (!TOKEN_TYPE.equals(form.getFirst(OAuth2Constants.REQUESTED_TOKEN_TYPE))) {
      throw new ClientPolicyException(
          OAuthErrorException.INVALID_REQUEST, "requested_token_type unsupported");
    }
    form.putSingle(OAuth2Constants.REQUESTED_ISSUER, alias(session, connection));
    form.putSingle(OAuth2Constants.REQUESTED_TOKEN_TYPE, OAuth2Constants.ACCESS_TOKEN_TYPE);
    form.remove("connection");
  }

  @Override
  public Response process(Context context) {
    try {
      return new Auth0Answer(super.process(context)).translated();
    } catch (CorsErrorResponseException e) {
      return new Auth0Answer(e.getResponse()).translated();
    }
  }

  /**
   * Returns the alias of that name, or of the only provider of the kind that the name stands for.
   */
  private static String alias(KeycloakSession session, String connection) {
    if (session.identityProviders().getByAlias(connection) != null) {
      return connection;
    }
    String kind =
        switch (connection) {
          case "google-oauth2" -> "google";
          case "windowslive" -> "microsoft";
          case "sign-in-with-slack" -> "slack";
          default -> connection;
        };
    return session
        .identityProviders()
        .getAllStream(IdentityProviderQuery.userAuthentication())
        .filter(model -> kind.equals(model.getProviderId()) || kind.equals(model.getAlias()))
        .map(IdentityProviderModel::getAlias)
        .sorted()
        .findFirst()
        .orElse(connection);
  }
}
