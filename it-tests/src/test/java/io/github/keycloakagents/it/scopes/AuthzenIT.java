package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.ACCOUNT;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.audience;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An external decision point over OpenID AuthZEN: it decides, and its silence grants nothing. */
@StockKeycloak(
    jars = Jar.FINE_GRAINED_SCOPES,
    build = "--spi-entitlement-source--provider=authzen",
    options = {
      "--spi-entitlement-source--authzen--url=http://localhost:{push.port}/pdp/",
      "--spi-entitlement-source--authzen--token=" + PolicyDecisionPoint.TOKEN,
      "--spi-entitlement-source--authzen--timeout=1500"
    })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthzenIT {
  private static final String ALL =
      "[" + entry(TRADING, ACCOUNT, "read", "trade") + "," + entry(TRADING, "account-closed") + "]";

  private final PolicyDecisionPoint decisionPoint = new PolicyDecisionPoint();
  private PermissionsRealm realm;

  /** The agent has its answer: until then a decision point keeps silent, or drips. */
  private volatile CountDownLatch answered = new CountDownLatch(0);

  @BeforeAll
  void realm(KeycloakServer server) {
    realm = PermissionsRealm.create(server, "authzen");
  }

  @AfterEach
  void behave() {
    decisionPoint.behave();
  }

  @AfterAll
  void remove() {
    decisionPoint.close();
    realm.delete();
  }

  @Test
  void theDecisionPointDecidesPerUserAgentAndAction() {
    assertEquals(
        List.of(TRADING + " " + ACCOUNT + " read trade"), permissions(ask("agent", "alice")));
    assertEquals(List.of(TRADING + " " + ACCOUNT + " read"), permissions(ask("agent", "bob")));
    assertEquals(List.of(TRADING + " " + ACCOUNT + " read"), permissions(ask("picky", "alice")));
    JsonNode request = decisionPoint.requests().get(0);
    assertEquals("user", request.path("subject").path("type").asText());
    assertEquals("agent", request.path("context").path("client_id").asText());
    assertEquals("execute_all", request.path("options").path("evaluations_semantic").asText());
    assertEquals(4, request.path("evaluations").size());
  }

  @Test
  void itNeverGrantsWhatTheAgentsScopesDoNot() {
    decisionPoint.answer(
        (exchange, request) ->
            PolicyDecisionPoint.send(exchange, 200, answer(request, "{\"decision\":true}")));
    Reply stranger =
        realm
            .signIn("stranger", "alice", "scope", "openid", "authorization_details", ALL)
            .expect(400);
    assertEquals("invalid_authorization_details", stranger.text("error"));
    assertEquals(
        List.of(TRADING + " " + ACCOUNT + " read trade", TRADING + " account-closed read trade"),
        permissions(ask("agent", "alice")));
  }

  @Test
  void itIsAskedAgainAtEachHop() {
    Reply agent = realm.signIn("agent", "alice", "scope", "openid trading-permissions");
    Reply quotes =
        realm.client("trading-api").exchange(agent.accessToken(), "resource", QUOTES).expect(200);
    assertEquals(List.of("quotes-api", QUOTES), audience(quotes));
    decisionPoint.answer(
        (exchange, request) ->
            PolicyDecisionPoint.send(exchange, 200, answer(request, "{\"decision\":false}")));
    Reply refused = realm.client("trading-api").exchange(agent.accessToken(), "resource", QUOTES);
    assertEquals("invalid_target", refused.expect(400).text("error"));
  }

  @Test
  void whateverIsNotAYesIsANo() {
    Map<String, PolicyDecisionPoint.Answering> failures = new TreeMap<>();
    failures.put(
        "500", (exchange, request) -> PolicyDecisionPoint.send(exchange, 500, yes(request)));
    failures.put(
        "503", (exchange, request) -> PolicyDecisionPoint.send(exchange, 503, yes(request)));
    failures.put("204", (exchange, request) -> exchange.sendResponseHeaders(204, -1));
    failures.put(
        "201", (exchange, request) -> PolicyDecisionPoint.send(exchange, 201, yes(request)));
    failures.put(
        "redirect",
        (exchange, request) -> {
          exchange.getResponseHeaders().set("Location", "/pdp/access/v1/evaluations");
          PolicyDecisionPoint.send(exchange, 307, yes(request));
        });
    failures.put("cut off", (exchange, request) -> send(exchange, yes(request).substring(0, 40)));
    failures.put("not JSON", (exchange, request) -> send(exchange, "<html>yes</html>"));
    failures.put("an array", (exchange, request) -> send(exchange, "[{\"decision\":true}]"));
    failures.put("one for all", (exchange, request) -> send(exchange, "{\"decision\":true}"));
    failures.put(
        "one too few",
        (exchange, request) -> send(exchange, "{\"evaluations\":[{\"decision\":true}]}"));
    failures.put("a string", answers("{\"decision\":\"true\"}"));
    failures.put("a number", answers("{\"decision\":1}"));
    failures.put("null", answers("{\"decision\":null}"));
    failures.put("nothing", answers("{}"));
    failures.put("twice", answers("{\"decision\":false,\"decision\":true}"));
    failures.put("another key", answers("{\"Decision\":true}"));
    failures.put(
        "huge", answers("{\"decision\":true,\"context\":{\"x\":\"" + "x".repeat(300_000) + "\"}}"));
    failures.put("silence", (exchange, request) -> answered.await());
    failures.put(
        "drips",
        (exchange, request) -> {
          exchange.sendResponseHeaders(200, 0);
          while (!answered.await(100, TimeUnit.MILLISECONDS)) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
          }
        });
    failures.put("hangs up", (exchange, request) -> exchange.close());
    failures.forEach(this::grantsNothing);
    decisionPoint.behave();
    assertEquals(
        List.of(TRADING + " " + ACCOUNT + " read trade"),
        permissions(ask("agent", "alice")),
        "and recovers at once");
  }

  @Test
  void aTokenOfScopesIsIssuedWithoutPermissionsWhileItIsDown() {
    decisionPoint.answer((exchange, request) -> PolicyDecisionPoint.send(exchange, 503, "{}"));
    Reply reply = realm.signIn("agent", "alice", "scope", "openid trading-permissions");
    assertEquals(List.of(), permissions(reply));
    assertEquals(List.of(), audience(reply));
  }

  private void grantsNothing(String failure, PolicyDecisionPoint.Answering answering) {
    decisionPoint.answer(answering);
    answered = new CountDownLatch(1);
    Reply reply = ask("agent", "alice");
    answered.countDown();
    assertEquals(400, reply.status(), failure + ": " + reply.body());
    assertEquals("invalid_authorization_details", reply.text("error"), failure);
  }

  private Reply ask(String clientId, String user) {
    return realm.signIn(
        clientId, user, "scope", "openid trading-permissions", "authorization_details", ALL);
  }

  private static PolicyDecisionPoint.Answering answers(String each) {
    return (exchange, request) -> send(exchange, answer(request, each));
  }

  private static String yes(JsonNode request) {
    return answer(request, "{\"decision\":true}");
  }

  private static String answer(JsonNode request, String each) {
    int questions = request.path("evaluations").size();
    return "{\"evaluations\":[" + (each + ",").repeat(questions - 1) + each + "]}";
  }

  private static void send(com.sun.net.httpserver.HttpExchange exchange, String body)
      throws java.io.IOException {
    PolicyDecisionPoint.send(exchange, 200, body);
  }
}
