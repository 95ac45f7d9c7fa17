package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.keycloakagents.it.actors.Admin;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A plain OAuth2 provider (no OpenID) that does what a test tells it to. */
final class MockProvider implements AutoCloseable {
  /** Ours, and GitHub's. */
  private static final String TOKEN = "/token|/login/oauth/access_token";

  private final WireMockServer server =
      new WireMockServer(wireMockConfig().dynamicPort().globalTemplating(true));

  MockProvider() {
    server.start();
    server.stubFor(
        get(urlPathMatching("/auth|/login/oauth/authorize"))
            .willReturn(
                aResponse()
                    .withStatus(302)
                    .withHeader(
                        "Location",
                        "{{request.query.redirect_uri}}?code=c&state={{request.query.state}}")));
    server.stubFor(post(urlPathEqualTo("/revoke")).willReturn(aResponse().withStatus(200)));
    account("4711", "alice");
    signInAnswers(okJson(tokens("at-0", "rt-0", 1, "read write")));
    refreshAnswers(okJson(tokens("at-1", "rt-1", 3600, "read write")));
  }

  static String tokens(String access, String refresh, int seconds, String scope) {
    return """
    {"access_token":"%s","refresh_token":"%s","token_type":"Bearer","expires_in":%d,"scope":"%s"}
    """
        .formatted(access, refresh, seconds, scope);
  }

  void account(String id, String name) {
    server.stubFor(
        get(urlPathMatching("/userinfo|/user"))
            .willReturn(
                okJson(
                    """
                    {"id":"%s","login":"%s","email":"%2$s@mock.example","name":"%2$s Mock",
                     "given":"%2$s","family":"Mock"}
                    """
                        .formatted(id, name))));
  }

  /** Signs in the same user by an id token, for providers that speak OpenID. */
  static String idToken(String subject) {
    String claims =
        """
        {"iss":"mock","sub":"%s","aud":"kc","exp":4102444800,"iat":1700000000,"preferred_username":
         "%1$s","email":"%1$s@mock.example","given_name":"A","family_name":"M"}\
        """
            .formatted(subject);
    return part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + part(claims) + ".c2ln";
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  void signInAnswers(ResponseDefinitionBuilder answer) {
    server.stubFor(
        post(urlPathMatching(TOKEN))
            .withRequestBody(containing("grant_type=authorization_code"))
            .willReturn(answer));
  }

  void refreshAnswers(ResponseDefinitionBuilder answer) {
    server.stubFor(
        post(urlPathMatching(TOKEN))
            .withRequestBody(containing("grant_type=refresh_token"))
            .willReturn(answer));
    server.resetRequests();
  }

  void refreshAnswersTo(String refreshToken, ResponseDefinitionBuilder answer) {
    server.stubFor(
        post(urlPathEqualTo("/token"))
            .withRequestBody(containing("refresh_token=" + refreshToken))
            .willReturn(answer));
  }

  int refreshes() {
    return server
        .findAll(
            postRequestedFor(urlPathMatching(TOKEN))
                .withRequestBody(containing("grant_type=refresh_token")))
        .size();
  }

  int refreshesWith(String refreshToken) {
    return server
        .findAll(
            postRequestedFor(urlPathMatching(TOKEN))
                .withRequestBody(containing("refresh_token=" + refreshToken)))
        .size();
  }

  int refreshesFor(String scope) {
    return server
        .findAll(
            postRequestedFor(urlPathEqualTo("/token"))
                .withRequestBody(matching("(.*&)?scope=" + scope + "(&.*)?")))
        .size();
  }

  int revocationsOf(String token) {
    return server
        .findAll(
            postRequestedFor(urlPathEqualTo("/revoke"))
                .withRequestBody(containing("token=" + token)))
        .size();
  }

  void revocationAnswers(int status) {
    server.stubFor(post(urlPathEqualTo("/revoke")).willReturn(aResponse().withStatus(status)));
  }

  String lastAuthorizationRequest() {
    var requests = server.findAll(getRequestedFor(urlPathMatching("/auth|/login/oauth/authorize")));
    return requests.get(requests.size() - 1).getUrl();
  }

  String url() {
    return server.baseUrl();
  }

  /** What the server said to the token endpoint last. */
  LoggedRequest lastTokenRequest() {
    var requests = server.findAll(postRequestedFor(urlPathMatching(TOKEN)));
    return requests.get(requests.size() - 1);
  }

  /** Makes it the identity provider {@code mock} of the realm, of another kind. */
  void registerAs(Admin admin, String realm, String kind, String config) {
    admin
        .post(
            "/admin/realms/" + realm + "/identity-provider/instances",
            """
            {"alias":"mock","providerId":"%s","enabled":true,"trustEmail":true,"storeToken":true,
             "config":{"clientId":"kc","clientSecret":"s","clientAuthMethod":"client_secret_post",
               "authorizationUrl":"%2$s/auth","tokenUrl":"%2$s/token","syncMode":"IMPORT",%3$s}}
            """
                .formatted(kind, url(), config))
        .expect(201);
    mapper(admin, realm);
  }

  /**
   * Makes it an identity provider {@code mock} of the realm, with the vault's mapper. Keycloak
   * hands a plain OAuth2 provider's whole answer to mappers only if it is to store tokens.
   */
  void register(Admin admin, String realm, String syncMode) {
    registerWithoutVault(admin, realm, syncMode);
    mapper(admin, realm);
  }

  void registerWithoutVault(Admin admin, String realm, String syncMode) {
    admin
        .post(
            "/admin/realms/" + realm + "/identity-provider/instances",
            """
            {"alias":"mock","providerId":"oauth2","enabled":true,"trustEmail":true,"storeToken":true,
             "config":{"clientId":"kc","clientSecret":"s","clientAuthMethod":"client_secret_post",
               "authorizationUrl":"%1$s/auth","tokenUrl":"%1$s/token","userInfoUrl":"%1$s/userinfo",
               "userIDClaim":"id","userNameClaim":"login","emailClaim":"email","givenNameClaim":"given",
               "familyNameClaim":"family","defaultScope":"read","syncMode":"%2$s"}}
            """
                .formatted(url(), syncMode))
        .expect(201);
  }

  private void mapper(Admin admin, String realm) {
    admin
        .post(
            "/admin/realms/" + realm + "/identity-provider/instances/mock/mappers",
            """
            {"name":"vault","identityProviderAlias":"mock","identityProviderMapper":"token-vault",
             "config":{"syncMode":"INHERIT","revocation.url":"%s/revoke"}}
            """
                .formatted(url()))
        .expect(201);
  }

  @Override
  public void close() {
    server.stop();
  }
}
