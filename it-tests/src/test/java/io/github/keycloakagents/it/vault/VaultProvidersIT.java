package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The answers of real providers. GitHub is Keycloak's own <em>GitHub</em> provider, whose addresses
 * can be changed; the addresses of the other social providers cannot, so Google, Microsoft and
 * GitLab are <em>OpenID Connect v1.0</em> (what the social ones derive from or are set up as), and
 * Slack and Bitbucket <em>OAuth v2</em>.
 */
@StockKeycloak(jars = Jar.TOKEN_VAULT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultProvidersIT {
  private static final String PLAIN =
      "\"userInfoUrl\":\"%s/userinfo\",\"userIDClaim\":\"id\",\"userNameClaim\":\"login\","
          + "\"emailClaim\":\"email\",\"givenNameClaim\":\"given\",\"familyNameClaim\":\"family\"";
  private static final String OPENID =
      "\"disableUserInfo\":\"true\",\"validateSignature\":\"false\",\"disableNonce\":\"true\"";

  private final MockProvider provider = new MockProvider();
  private VaultRealms realms;
  private Agent agent;
  private String subject;

  @BeforeAll
  void realms(KeycloakServer server) {
    realms = new VaultRealms(server, "providers").create(300);
    agent = realms.agent();
    realms.clientScope("mock", "mock", "");
    realms.assign("agent", "mock");
  }

  @AfterEach
  void forget() {
    provider.account("4711", "alice");
    provider.refreshAnswers(okJson("{}"));
    String realm = "/admin/realms/providers/";
    realms.admin().delete(realm + "identity-provider/instances/mock").expect(204);
    String alice = realms.admin().userId("providers", "alice");
    if (!alice.isEmpty()) {
      realms.admin().delete(realm + "users/" + alice).expect(204);
    }
  }

  @AfterAll
  void remove() {
    realms.remove();
    provider.close();
  }

  @Test
  void gitHubOAuthAppAnswersAFormAndItsTokensNeverExpire() {
    gitHub("false");
    provider.signInAnswers(
        ok("access_token=gho_1&scope=repo%2Cgist&token_type=bearer")
            .withHeader("Content-Type", "application/x-www-form-urlencoded"));
    signIn();
    Reply released = exchange().expect(200);
    assertEquals("gho_1", released.accessToken());
    assertFalse(released.json().has("expires_in"));
    assertEquals(0, provider.refreshes());
  }

  @Test
  void gitHubAppWithJsonFormatIsRefreshedAndRotates() {
    gitHub("true");
    provider.signInAnswers(okJson(gitHubApp("ghu_0", "ghr_0", 1)));
    provider.refreshAnswers(okJson(gitHubApp("ghu_1", "ghr_1", 28_800)));
    signIn();
    assertEquals("application/json", provider.lastTokenRequest().getHeader("Accept"));
    Eventually.holds(() -> "ghu_1".equals(exchange().expect(200).accessToken()));
    assertEquals(1, provider.refreshesWith("ghr_0"));
  }

  @Test
  void gitHubAppSays200ForARefreshTokenThatIsGone() {
    gitHub("true");
    provider.signInAnswers(okJson(gitHubApp("ghu_0", "ghr_0", 1)));
    provider.refreshAnswers(
        okJson(
            "{\"error\":\"bad_refresh_token\",\"error_description\":\"x\",\"error_uri\":\"y\"}"));
    signIn();
    Eventually.holds(() -> exchange().status() == 400);
    assertEquals("reauthorization_required", exchange().text("reason"));
  }

  @Test
  void gitLabRotatesAndTellsWhenItWasMade() {
    openId("\"defaultScope\":\"openid read_api\"");
    provider.signInAnswers(okJson(openIdAnswer("gl_0", ",\"refresh_token\":\"glr_0\"", 1, "")));
    provider.refreshAnswers(
        okJson(
            """
            {"access_token":"gl_1","token_type":"Bearer","expires_in":7200,"refresh_token":"glr_1",
             "scope":"openid read_api","created_at":1700000000}
            """));
    signIn();
    Eventually.holds(() -> "gl_1".equals(exchange().expect(200).accessToken()));
    assertEquals("openid read_api", exchange().text("scope"));
  }

  @Test
  void googleSendsItsRefreshTokenOnlyOnce() {
    openId("\"defaultScope\":\"openid https://www.googleapis.com/auth/calendar\"");
    provider.signInAnswers(
        okJson(
            openIdAnswer(
                "ya29.0",
                ",\"refresh_token\":\"1//0\",\"refresh_token_expires_in\":604799",
                1,
                "")));
    signIn();
    provider.signInAnswers(okJson(openIdAnswer("ya29.1", "", 1, "")));
    signIn();
    provider.refreshAnswers(
        okJson("{\"access_token\":\"ya29.2\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"));
    Eventually.holds(() -> "ya29.2".equals(exchange().expect(200).accessToken()));
    assertEquals(1, provider.refreshesWith("1%2F%2F0"));
  }

  @Test
  void microsoftNamesAScopeInItsOwnWayAndRotates() {
    openId("\"defaultScope\":\"openid offline_access Mail.Read\"");
    String scopes = ",\"scope\":\"openid profile https://graph.microsoft.com/Mail.Read\"";
    provider.signInAnswers(okJson(openIdAnswer("EwA0", ",\"refresh_token\":\"M.C0\"", 1, scopes)));
    provider.refreshAnswers(
        okJson(
            """
            {"token_type":"Bearer","scope":"openid profile https://graph.microsoft.com/Mail.Read",
             "expires_in":3600,"ext_expires_in":3600,"access_token":"EwA1","refresh_token":"M.C1"}
            """));
    signIn();
    Eventually.holds(() -> "EwA1".equals(exchange().expect(200).accessToken()));
    Reply named = exchange("scope", "Mail.Read").expect(200);
    assertEquals("openid profile Mail.Read", named.text("scope"));
    assertEquals(400, exchange("scope", "Mail.Send").status());
  }

  @Test
  void slackNestsTheUsersTokensAndSaysOkFalse() {
    plain();
    provider.signInAnswers(
        okJson(
            """
            {"ok":true,"app_id":"A","access_token":"xoxe.xoxp-0","token_type":"user",
             "scope":"chat:write,users:read","expires_in":1,"refresh_token":"xoxe-0",
             "authed_user":{"id":"U1"},"team":{"id":"T1"}}
            """));
    provider.refreshAnswers(
        okJson(
            """
            {"ok":true,"authed_user":{"id":"U1","access_token":"xoxe.xoxp-1","token_type":"user",
             "scope":"chat:write,users:read","expires_in":2,"refresh_token":"xoxe-1"}}
            """));
    signIn();
    Eventually.holds(() -> "xoxe.xoxp-1".equals(exchange().expect(200).accessToken()));
    assertEquals("user", exchange().text("token_type"));
    provider.refreshAnswers(okJson("{\"ok\":false,\"error\":\"ratelimited\"}"));
    Eventually.holds(() -> exchange().status() == 503);
    provider.refreshAnswers(okJson("{\"ok\":false,\"error\":\"invalid_refresh_token\"}"));
    Eventually.holds(() -> exchange().status() == 400);
    assertEquals("reauthorization_required", exchange().text("reason"));
    assertEquals(1, provider.refreshesWith("xoxe-1"));
  }

  @Test
  void bitbucketSaysScopes() {
    plain();
    provider.signInAnswers(
        okJson(
            """
            {"access_token":"bb-0","scopes":"repository account","token_type":"bearer",
             "expires_in":7200,"refresh_token":"bbr","state":"authorization_code"}
            """));
    signIn();
    assertEquals("repository account", exchange("scope", "account").expect(200).text("scope"));
  }

  @Test
  void aTokenTypeOfItsOwnAndNoScopeAreWhatTheyAre() {
    plain();
    provider.signInAnswers(
        okJson("{\"access_token\":\"t\",\"expires_in\":\"3600\",\"token_type\":\"MAC\"}"));
    signIn();
    Reply released = exchange().expect(200);
    assertEquals("MAC", released.text("token_type"));
    assertTrue(released.json().path("expires_in").asInt() > 3_500);
    assertNull(released.text("refresh_token"));
  }

  @Test
  void whatAProviderSaysIsBounded() {
    plain();
    provider.account("4711", "n".repeat(300));
    provider.signInAnswers(
        okJson(MockProvider.tokens("at", "rt", 3600, "read" + " x".repeat(9_000) + " \\u0000")));
    Pages carol =
        new Pages("client.example")
            .open(agent.authorizationUrl(VaultRealms.CALLBACK, "openid mock"))
            .signIn("carol", "carol");
    subject = realms.redeem(agent, carol).accessToken();
    carol.open(exchange().expect(400).text("interaction_uri")).submit("continue", "");
    assertEquals("connected", carol.parameter("connection_result"), carol.url());
    assertEquals("at", exchange("scope", "read").expect(200).accessToken());

    provider.account("4".repeat(300), "too-long");
    Reply hint = exchange("login_hint", "another").expect(400);
    carol.open(hint.text("interaction_uri")).submit("continue", "");
    assertEquals("failed", carol.parameter("connection_result"), carol.url());
    agent.exchange(subject, "requested_issuer", "mock").expect(200);
  }

  @Test
  void aSignInThatBringsNoUsableTokenKeepsTheOneThatIsHeld() {
    plain();
    provider.signInAnswers(okJson(MockProvider.tokens("at", "rt", 3600, "read")));
    signIn();
    for (String unusable :
        List.of("\"a\\r\\nX: y\"", "\"\\u0000\"", "\"" + "x".repeat(100_000) + "\"", "[]")) {
      provider.signInAnswers(
          okJson("{\"access_token\":" + unusable + ",\"refresh_token\":\"no\"}"));
      browse();
      assertEquals("at", exchange().expect(200).accessToken());
    }
    provider.signInAnswers(okJson("{\"access_token\":\"" + "x".repeat(12_000_000) + "\"}"));
    assertFalse(browse().url().startsWith(VaultRealms.CALLBACK), "Keycloak's own bound on answers");
    provider.signInAnswers(
        aResponse().withStatus(302).withHeader("Location", "http://169.254.169.254/"));
    assertFalse(browse().url().startsWith(VaultRealms.CALLBACK));
    assertEquals("at", exchange().expect(200).accessToken());
    assertFalse(realms.server().log().contains("X: y"));
  }

  private Pages browse() {
    return new Pages("client.example")
        .open(agent.authorizationUrl(VaultRealms.CALLBACK, "openid mock", "kc_idp_hint", "mock"));
  }

  private void gitHub(String json) {
    provider.registerAs(
        realms.admin(),
        "providers",
        "github",
        "\"baseUrl\":\"%1$s\",\"apiUrl\":\"%1$s\",\"githubJsonFormat\":\"%2$s\""
            .formatted(provider.url(), json));
  }

  private void openId(String more) {
    provider.registerAs(realms.admin(), "providers", "oidc", OPENID + "," + more);
  }

  private void plain() {
    provider.registerAs(realms.admin(), "providers", "oauth2", PLAIN.formatted(provider.url()));
  }

  private static String gitHubApp(String access, String refresh, int seconds) {
    return """
    {"access_token":"%s","expires_in":%d,"refresh_token":"%s","refresh_token_expires_in":15897600,
     "scope":"","token_type":"bearer"}
    """
        .formatted(access, seconds, refresh);
  }

  private static String openIdAnswer(String access, String refresh, int seconds, String scope) {
    return """
    {"access_token":"%s","token_type":"Bearer","expires_in":%d%s%s,"id_token":"%s"}
    """
        .formatted(access, seconds, refresh, scope, MockProvider.idToken("alice"));
  }

  private void signIn() {
    Pages browser =
        new Pages(VaultRealms.CALLBACK)
            .open(
                agent.authorizationUrl(VaultRealms.CALLBACK, "openid mock", "kc_idp_hint", "mock"));
    subject = realms.redeem(agent, browser).accessToken();
  }

  private Reply exchange(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "requested_issuer";
    all[1] = "mock";
    System.arraycopy(more, 0, all, 2, more.length);
    return agent.exchange(subject, all);
  }
}
