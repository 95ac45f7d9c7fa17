package io.github.keycloakagents.it.vault;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An OpenID provider whose tokens stock Keycloak keeps itself. */
final class StockBroker {

  private StockBroker() {}

  static String identityProvider(String alias, String provider) {
    return """
    {"alias":"%1$s","providerId":"oidc","enabled":true,"trustEmail":true,
     "storeToken":true,"addReadTokenRoleOnCreate":true,
     "config":{"clientId":"kc","clientSecret":"s","clientAuthMethod":"client_secret_post",
       "authorizationUrl":"%2$s/auth","tokenUrl":"%2$s/token","disableUserInfo":"true",
       "validateSignature":"false","disableNonce":"true","syncMode":"IMPORT"}}
    """
        .formatted(alias, provider);
  }

  /** A token answer with an id token that nobody checks. */
  static String tokens(String access, String refresh, int seconds) {
    String claims =
        """
        {"iss":"mock","sub":"4711","aud":"kc","exp":4102444800,"iat":1700000000,
         "preferred_username":"alice","email":"alice@mock.example","given_name":"A","family_name":"M"}
        """;
    return """
    {"access_token":"%s","refresh_token":"%s","token_type":"Bearer","expires_in":%d,
     "id_token":"%s.%s.c2ln"}
    """
        .formatted(
            access, refresh, seconds, part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}"), part(claims));
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
