package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider can do wrong: each has its answer, and none loses a refresh token. */
@StockKeycloak(
    jars = Jar.TOKEN_VAULT,
    options = "--spi-token-exchange--token-vault--http-timeout=1500")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultFailureIT {
  private final MockProvider provider = new MockProvider();
  private VaultRealms realms;
  private Agent agent;
  private String subject;

  @BeforeAll
  void realms(KeycloakServer server) {
    realms = new VaultRealms(server, "failure").create(60);
    agent = realms.agent();
    provider.register(realms.admin(), realms.name(), "IMPORT");
    realms.clientScope("mock", "mock", "");
    realms.assign("agent", "mock");
  }

  @AfterAll
  void remove() {
    realms.remove();
    provider.close();
  }

  @BeforeEach
  void signIn() throws InterruptedException {
    provider.account("4711", "alice");
    provider.signInAnswers(okJson(MockProvider.tokens("at-0", "rt-0", 1, "read write")));
    subject = signInThroughMock("openid mock").accessToken();
    Thread.sleep(1_100);
  }

  static Stream<Arguments> transientFailures() {
    return Stream.of(
        failure("500", aResponse().withStatus(500)),
        failure("502 with HTML", aResponse().withStatus(502).withBody("<html>no</html>")),
        failure("503", aResponse().withStatus(503).withHeader("Retry-After", "1")),
        failure("408", aResponse().withStatus(408)),
        failure("429 with a time", aResponse().withStatus(429).withHeader("Retry-After", "1")),
        failure("HTML instead of JSON", ok("<html>sign in</html>")),
        failure("truncated", ok("{\"access_token\":\"at-1\",\"refr")),
        failure("empty", ok("")),
        failure("no access token", okJson("{\"refresh_token\":\"x\"}")),
        failure("control characters", okJson("{\"access_token\":\"a\\r\\nX: y\"}")),
        failure("huge", ok("{\"access_token\":\"" + "x".repeat(3_000_000) + "\"}")),
        failure(
            "invalid_client",
            aResponse().withStatus(401).withBody("{\"error\":\"invalid_client\"}")),
        failure(
            "500 that says invalid_grant",
            aResponse().withStatus(500).withBody("{\"error\":\"invalid_grant\"}")),
        failure(
            "redirect",
            aResponse().withStatus(302).withHeader("Location", "http://169.254.169.254/")),
        failure("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        failure("hang", okJson("{}").withFixedDelay(4_000)),
        failure(
            "slow drip", okJson("{\"access_token\":\"at-1\"}").withChunkedDribbleDelay(20, 8_000)));
  }

  private static Arguments failure(String name, ResponseDefinitionBuilder answer) {
    return Arguments.of(name, answer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transientFailures")
  void leavesTheCredentialUntouched(String name, ResponseDefinitionBuilder answer)
      throws InterruptedException {
    provider.refreshAnswers(answer);
    Reply failed = exchange().expect(503);
    assertEquals("temporarily_unavailable", failed.text("error"));
    int wait = Integer.parseInt(failed.header("Retry-After"));
    exchange().expect(503);
    assertEquals(1, provider.refreshes(), "no storm");
    provider.refreshAnswers(okJson(MockProvider.tokens("at-1", "rt-1", 3600, "read write")));
    Thread.sleep(wait * 1_000L + 500);
    assertEquals("at-1", exchange().expect(200).accessToken());
    assertEquals(1, provider.refreshesWith("rt-0"));
  }

  @Test
  void backsOffFromALimitWithoutATime() {
    provider.refreshAnswers(aResponse().withStatus(429));
    assertEquals("30", exchange().expect(503).header("Retry-After"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        failure(
            "invalid_grant", aResponse().withStatus(400).withBody("{\"error\":\"invalid_grant\"}")),
        failure("200 with an error (GitHub)", okJson("{\"error\":\"bad_refresh_token\"}")),
        failure("form (GitHub)", ok("error=bad_refresh_token&error_description=x")),
        failure("200 with an error (Slack)", okJson("{\"ok\":false,\"error\":\"token_revoked\"}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void asksTheUserOnlyWhenTheGrantIsGone(String name, ResponseDefinitionBuilder answer) {
    provider.refreshAnswers(answer);
    for (int i = 0; i < 2; i++) {
      Reply refused = exchange().expect(400);
      assertEquals("interaction_required", refused.text("error"));
      assertEquals("reauthorization_required", refused.text("reason"));
      assertNotNull(refused.text("interaction_uri"));
    }
    assertEquals(1, provider.refreshes());
  }

  @Test
  void refreshesOnceForManyAtATime() throws Exception {
    provider.refreshAnswers(
        okJson(MockProvider.tokens("at-1", "rt-1", 3600, "read write")).withFixedDelay(700));
    ExecutorService threads = Executors.newFixedThreadPool(50);
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      replies.add(threads.submit(() -> exchange()));
    }
    for (Future<Reply> reply : replies) {
      assertEquals("at-1", reply.get().expect(200).accessToken());
    }
    threads.shutdown();
    assertEquals(1, provider.refreshes());
  }

  @Test
  void keepsTheRefreshTokenThatASecondSignInDoesNotRepeat() throws InterruptedException {
    provider.signInAnswers(
        okJson("{\"access_token\":\"at-9\",\"expires_in\":1,\"token_type\":\"Bearer\"}"));
    subject = signInThroughMock("openid mock").accessToken();
    Thread.sleep(1_100);
    provider.refreshAnswers(okJson(MockProvider.tokens("at-1", "rt-1", 3600, "read")));
    assertEquals("at-1", exchange().expect(200).accessToken());
    assertEquals(1, provider.refreshesWith("rt-0"));
  }

  @Test
  void readsAFormEncodedAnswerAndATokenThatNeverExpires() {
    provider.signInAnswers(
        ok("access_token=gho_1&scope=repo%2Cgist&token_type=bearer")
            .withHeader("Content-Type", "application/x-www-form-urlencoded"));
    subject = signInThroughMock("openid mock").accessToken();
    Reply released = exchange().expect(200);
    assertEquals("gho_1", released.accessToken());
    assertEquals("bearer", released.text("token_type"));
    assertFalse(released.json().has("expires_in"));
  }

  @Test
  void saysWhichScopesAreMissing() {
    realms.clientScope("mock-admin", "mock", "read write admin");
    realms.assign("agent", "mock-admin");
    subject = signInThroughMock("openid mock-admin").accessToken();
    Reply beyond = exchange("scope", "everything").expect(400);
    assertEquals("invalid_scope", beyond.text("error"));
    Reply missing = exchange("scope", "read admin").expect(400);
    assertEquals("missing_scopes", missing.text("reason"));
    assertEquals("admin", missing.text("missing_scopes"));
    provider.signInAnswers(okJson(MockProvider.tokens("at-5", "rt-5", 3600, "read admin")));
    Pages browser =
        new Pages("client.example")
            .open(agent.authorizationUrl(VaultRealms.CALLBACK, "openid", "kc_idp_hint", "mock"));
    browser.open(missing.text("interaction_uri")).submit("continue", "");
    assertEquals("connected", browser.parameter("connection_result"), browser.url());
    assertTrue(
        provider.lastAuthorizationRequest().contains("scope=read+admin")
            || provider.lastAuthorizationRequest().contains("scope=read%20admin"),
        provider.lastAuthorizationRequest());
    assertEquals("at-5", exchange("scope", "read admin").expect(200).accessToken());
  }

  @Test
  void holdsSeveralAccountsAndIsToldWhich() throws InterruptedException {
    Pages browser =
        new Pages("client.example")
            .open(
                agent.authorizationUrl(VaultRealms.CALLBACK, "openid mock", "kc_idp_hint", "mock"));
    Thread.sleep(1_100);
    String list = realms.server().url() + "/realms/" + realms.name() + "/token-vault/connections";
    provider.refreshAnswers(aResponse().withStatus(400).withBody("{\"error\":\"invalid_grant\"}"));
    Reply needed = exchange().expect(400);
    provider.account("4712", "second");
    provider.signInAnswers(okJson(MockProvider.tokens("at-second", "rt-second", 3600, "read")));
    browser.open(needed.text("interaction_uri")).submit("continue", "");
    assertEquals("connected", browser.parameter("connection_result"), browser.url());
    assertEquals(2, Http.get(list, "Authorization", "Bearer " + subject).json().size());
    assertEquals("ambiguous_account", exchange().expect(400).text("reason"));
    for (String hint : new String[] {"4712", "second", "Second@mock.example"}) {
      assertEquals("at-second", exchange("login_hint", hint).expect(200).accessToken(), hint);
    }
    Http.delete(list, "Authorization", "Bearer " + subject).expect(204);
    assertEquals(1, provider.revocationsOf("rt-second"));
  }

  private Reply exchange(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "requested_issuer";
    all[1] = "mock";
    System.arraycopy(more, 0, all, 2, more.length);
    return agent.exchange(subject, all);
  }

  private Reply signInThroughMock(String scope) {
    return realms.redeem(
        agent,
        new Pages(VaultRealms.CALLBACK)
            .open(agent.authorizationUrl(VaultRealms.CALLBACK, scope, "kc_idp_hint", "mock")));
  }
}
