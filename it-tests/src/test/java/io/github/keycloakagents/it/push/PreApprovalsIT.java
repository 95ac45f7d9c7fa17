package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user approves beforehand: what it covers, and what ends it. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class PreApprovalsIT {
  private static ApprovalRealm realm;
  private final KeycloakServer server;
  private DemoPushService push;
  private Person alice;
  private PushSubscription phone;

  PreApprovalsIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeAll
  static void create(KeycloakServer server) {
    realm =
        ApprovalRealm.create(
            server,
            "beforehand",
            "pre.approval",
            "true",
            "max.pending",
            "50",
            "max.pending.per.agent",
            "50");
  }

  @AfterAll
  static void delete() {
    realm.delete();
  }

  @BeforeEach
  void enrol() {
    push = new DemoPushService(PushPort.NUMBER);
    realm.renewUsers();
    alice = realm.person("alice");
    phone = realm.enrol(alice, push);
  }

  @AfterEach
  void clean() {
    push.close();
  }

  @Test
  void furtherRequestsAreApprovedAtOnceUntilTheUsesAreUp() {
    String first = realm.ask("agent").expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    assertEquals("approved", grant(approval, "2", "9000"));
    assertEquals("decided", next());
    Reply tokens = realm.poll(first).expect(200);
    for (int use = 0; use < 2; use++) {
      tokens =
          realm.poll(
              realm.ask("agent", "binding_message", "Use " + use).expect(200).text("auth_req_id"));
      assertEquals(200, tokens.status(), tokens.body());
      assertEquals(
          ApprovalRealm.json(ApprovalRealm.TRADE), tokens.json().path("authorization_details"));
      assertFalse(tokens.json().has("refresh_token"));
    }
    assertTrue(push.next(phone.endpoint(), java.time.Duration.ofMillis(500)).isEmpty());
    assertAsked("agent");
    assertEquals("approval", next());
    alice.browser().open(realm.pages() + "history");
    assertTrue(alice.page().body().text().contains("Approved beforehand"));
    Admin admin = new Admin(server);
    String events =
        admin
            .get(
                "/admin/realms/"
                    + realm.name()
                    + "/events?user="
                    + admin.userId(realm.name(), "alice"))
            .body();
    assertEquals(3, events.split("\"approval_via\":\"pre-approval\"", -1).length, events);
  }

  @Test
  void allUsesTogetherStayWithinTheAmount() {
    preApprove("10", "8400.00");
    assertApproved("agent");
    assertApproved("agent");
    assertAsked("agent", "authorization_details", trade("\"0.01\"", "USD"));
  }

  @Test
  void nothingElseIsCovered() {
    preApprove("10", "4200");
    assertAsked("other");
    assertAsked("agent", "scope", "openid phone");
    for (String details :
        new String[] {
          trade("\"4200.01\"", "USD"),
          trade("\"1\"", "EUR"),
          trade("\"1\"", "usd"),
          trade("\"1e1\"", "USD"),
          trade("\" 1\"", "USD"),
          trade("\"-1\"", "USD"),
          trade("\"0\"", "USD"),
          trade("[\"1\"]", "USD"),
          trade("\"1,5\"", "USD"),
          trade("\"1\",\"tip\":\"9\"", "USD"),
          trade("\"1\"", "USD").replace("trading.example", "other.example"),
          trade("\"1\"", "USD").replace("\"side\"", "\"slide\""),
          trade("\"1\"", "USD").replaceFirst("]$", ",{\"type\":\"trade\"}]"),
        }) {
      assertAsked("agent", "authorization_details", details);
    }
    assertApproved("agent", "authorization_details", trade("\"1\"", "USD"));
    assertApproved("agent", "authorization_details", trade("2.50", "USD"));
  }

  @Test
  void isOffUntilTheAdminAllowsIt() {
    ApprovalRealm strict = ApprovalRealm.create(server, "strict");
    try {
      Person carol = strict.person("alice");
      PushSubscription device = strict.enrol(carol, push);
      String authReqId = strict.ask("agent").expect(200).text("auth_req_id");
      String approval = strict.pushed(device, push);
      assertNull(
          carol
              .reach(strict.page(approval), "form#ciba-push-decision")
              .selectFirst("#ciba-push-more"));
      assertEquals("limits", grant(strict, carol, approval, "1", "9000"));
      assertEquals("authorization_pending", strict.poll(authReqId).text("error"));
    } finally {
      strict.delete();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"51 9000", "0 9000", "1 1e9", "1 -5", "x 9000", "1 9000USD", "1 1000000000000"})
  void noLimitIsTakenThatIsNone(String limits) {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    String[] two = limits.split(" ");
    assertEquals("limits", grant(approval, two[0], two[1]));
    assertEquals("authorization_pending", realm.poll(authReqId).text("error"));
  }

  @Test
  void aDenialOrReportEndsIt() {
    preApprove("10", "100000");
    deny("deny");
    assertAsked("agent");
    preApprove("10", "100000");
    deny("report");
    alice.browser().open(realm.pages() + "history");
    alice.browser().submit("form[action$=/lift]", Map.of());
    assertAsked("agent");
  }

  @Test
  void theUserSeesAndEndsIt() {
    preApprove("10", "100000");
    alice.browser().open(realm.pages());
    String seen = alice.page().body().text();
    assertTrue(seen.contains("10 more requests 0 / 100000 USD"), seen);
    Person bob = realm.person("bob");
    bob.reach(realm.pages(), "main");
    assertFalse(bob.page().body().text().contains("100000"));
    String id =
        alice
            .page()
            .expectFirst("form[action$=/end]")
            .attr("action")
            .replaceAll(".*/(.*)/end", "$1");
    assertEquals(
        403,
        Http.form(realm.pages() + "pre-approvals/" + id + "/end", new String[0], "csrf", "x")
            .status());
    assertApproved("agent");
    alice.browser().submit("form[action$=/end]", Map.of());
    assertEquals("ended", ApprovalRealm.result(alice));
    assertAsked("agent");
  }

  @Test
  void aDisabledAgentOrUserEndsIt() {
    Admin admin = new Admin(server);
    String path = "/admin/realms/" + realm.name();
    preApprove("10", "100000");
    String client = path + "/clients/" + admin.clientUuid(realm.name(), "agent");
    toggle(admin, client);
    assertAsked("agent");
    preApprove("10", "100000");
    toggle(admin, path + "/users/" + admin.userId(realm.name(), "alice"));
    assertAsked("agent");
  }

  @Test
  void aConsentWithdrawnEndsIt() {
    Admin admin = new Admin(server);
    String path = "/admin/realms/" + realm.name();
    String client = path + "/clients/" + admin.clientUuid(realm.name(), "agent");
    consent(admin, client, true);
    try {
      alice.reach(
          realm.agent().authorizationUrl(server.url() + "/robots.txt", "openid trade"),
          "pre, body:not(:has(form))");
      preApprove("10", "100000");
      assertApproved("agent");
      String user = path + "/users/" + admin.userId(realm.name(), "alice");
      assertEquals(1, admin.get(user + "/consents").json().size());
      admin.delete(user + "/consents/agent").expect(204);
      assertAsked("agent");
    } finally {
      consent(admin, client, false);
    }
  }

  private static void consent(Admin admin, String client, boolean required) {
    ObjectNode representation = (ObjectNode) admin.get(client).expect(200).json();
    admin.put(client, representation.put("consentRequired", required).toString()).expect(204);
  }

  private static void toggle(Admin admin, String path) {
    for (boolean enabled : new boolean[] {false, true}) {
      JsonNode representation = admin.get(path).expect(200).json();
      admin.put(path, ((ObjectNode) representation).put("enabled", enabled).toString()).expect(204);
    }
  }

  private void preApprove(String uses, String amount) {
    realm.ask("agent", "binding_message", "First").expect(200);
    assertEquals("approved", grant(lastPushed(), uses, amount));
  }

  private void deny(String decision) {
    realm.ask("agent", "authorization_details", trade("\"1\"", "EUR")).expect(200);
    realm.decide(alice, lastPushed(), decision);
  }

  /** The newest of what the phone was told, all else out of the way. */
  private String lastPushed() {
    String approval = realm.pushed(phone, push);
    for (var more = push.next(phone.endpoint(), java.time.Duration.ofMillis(700));
        more.isPresent();
        more = push.next(phone.endpoint(), java.time.Duration.ofMillis(700))) {
      JsonNode message = ApprovalRealm.json(phone.decrypt(more.get().body()));
      approval =
          message.path("kind").asText().equals("approval") ? message.path("id").asText() : approval;
    }
    return approval;
  }

  private String next() {
    return ApprovalRealm.json(
            phone.decrypt(
                push.next(phone.endpoint(), java.time.Duration.ofSeconds(10)).orElseThrow().body()))
        .path("kind")
        .asText();
  }

  private String grant(String approval, String uses, String amount) {
    return grant(realm, alice, approval, uses, amount);
  }

  private static String grant(
      ApprovalRealm where, Person who, String approval, String uses, String amount) {
    return where.decide(
        who, approval, "preapprove", "pre_uses", uses, "pre_minutes", "60", "pre_amount", amount);
  }

  private void assertApproved(String agent, String... more) {
    Reply polled = polled(agent, more);
    assertEquals(200, polled.status(), polled.body());
  }

  private void assertAsked(String agent, String... more) {
    Reply polled = polled(agent, more);
    assertEquals("authorization_pending", polled.text("error"), String.join(" ", more));
  }

  private Reply polled(String agent, String... more) {
    Reply asked = realm.ask(agent, more).expect(200);
    return realm.agent(agent).poll(asked.text("auth_req_id"));
  }

  private static String trade(String value, String currency) {
    return ApprovalRealm.TRADE.replace(
        "{\"value\":\"4200.00\",\"currency\":\"USD\"}",
        "{\"value\":" + value + ",\"currency\":\"" + currency + "\"}");
  }
}
