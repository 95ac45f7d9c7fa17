package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.FormBrowser;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on push approvals. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class ApprovalsSecurityIT {
  private final KeycloakServer server;
  private static ApprovalRealm realm;
  private DemoPushService push;
  private Person alice;
  private PushSubscription phone;

  ApprovalsSecurityIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeAll
  static void create(KeycloakServer server) {
    realm = ApprovalRealm.create(server, "attacked", "max.pending", "3");
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
  void aStolenLinkIsWorthNothingToAnotherUser() {
    realm.ask("agent").expect(200);
    Person bob = realm.person("bob");
    bob.reach(realm.page(realm.pushed(phone, push)), "main[data-result]");
    assertEquals("unknown", ApprovalRealm.result(bob));
    assertFalse(bob.browser().html().contains("ACME"));
  }

  @Test
  void scopesAskedForBesidesTheDetailsAreShown() {
    realm.ask("agent", "scope", "openid phone").expect(200);
    String approval = realm.pushed(phone, push);
    String asked = alice.reach(realm.page(approval), "form#ciba-push-decision").body().text();
    assertTrue(asked.contains("The agent also gets Phone number"), asked);
    assertFalse(asked.contains("Email address"), "a default scope of the agent");
    realm.ask("agent").expect(200);
    String without = realm.pushed(phone, push);
    asked = alice.reach(realm.page(without), "form#ciba-push-decision").body().text();
    assertFalse(asked.contains("The agent also gets"), asked);
  }

  @Test
  void anotherUsersDecisionIsRefused() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    realm.ask("agent", "login_hint", "bob").expect(400);
    Person bob = realm.person("bob");
    PushSubscription other = realm.enrol(bob, push);
    realm.ask("agent", "login_hint", "bob").expect(200);
    String own = realm.pushed(other, push);
    bob.reach(realm.page(own), "form#ciba-push-decision");
    String csrf = csrf(bob);
    post(bob, approval, "decision", "approve", "csrf", csrf);
    assertEquals("unknown", ApprovalRealm.result(bob));
    post(bob, approval, "decision", "report", "csrf", csrf);
    assertEquals("unknown", ApprovalRealm.result(bob));
    bob.reach(realm.page(own), "form#ciba-push-decision");
    bob.browser().submit("form#ciba-push-decision", Map.of("decision", "approve"));
    assertEquals("approved", ApprovalRealm.result(bob));
    assertEquals("authorization_pending", realm.poll(authReqId).text("error"));
  }

  @Test
  void aPostFromElsewhereIsRefused() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    assertEquals("forbidden", realm.decide(alice, approval, "approve", "csrf", "guessed"));
    Person elsewhere = realm.person("alice");
    elsewhere.reach(realm.page(approval), "form#ciba-push-decision");
    assertEquals(
        "forbidden",
        realm.decide(alice, approval, "approve", "csrf", csrf(elsewhere)),
        "the value of another session of hers");
    Reply bare =
        Http.form(
            realm.pages() + "approvals/" + approval + "/decision",
            new String[0],
            "decision",
            "approve");
    assertEquals(403, bare.status());
    assertEquals("authorization_pending", realm.poll(authReqId).text("error"));
  }

  @Test
  void aDecisionIsTakenOnce() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    alice.reach(realm.page(approval), "form#ciba-push-decision");
    String csrf = csrf(alice);
    assertEquals("denied", realm.decide(alice, approval, "deny"));
    post(alice, approval, "decision", "approve", "csrf", csrf);
    assertEquals("already", ApprovalRealm.result(alice));
    post(alice, approval, "decision", "deny", "csrf", csrf, "reason", "replayed");
    assertEquals("already", ApprovalRealm.result(alice));
    alice.browser().open(realm.page(approval));
    assertEquals("denied", ApprovalRealm.result(alice));
    Reply polled = realm.poll(authReqId);
    assertEquals("access_denied", polled.text("error"));
    assertFalse(polled.body().contains("replayed"), polled.body());
  }

  private static String csrf(Person person) {
    return person.page().expectFirst("input[name=csrf]").val();
  }

  private void post(Person person, String approval, String... fields) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    ((FormBrowser) person.browser())
        .post(realm.pages() + "approvals/" + approval + "/decision", all);
  }

  @Test
  void noAgentApprovesItself() {
    realm.ask("agent").expect(200);
    String approval = realm.pushed(phone, push);
    String token =
        realm
            .agent()
            .token(
                "grant_type",
                "password",
                "username",
                "alice",
                "password",
                "alice",
                "scope",
                "openid")
            .expect(200)
            .accessToken();
    String url = realm.pages() + "approvals/" + approval;
    String[] bearer = {"Authorization", "Bearer " + token};
    assertEquals("open", Http.get(url, bearer).expect(200).text("status"));
    assertEquals(
        403, Http.json("POST", url + "/decision", "{\"decision\":\"approve\"}", bearer).status());
    assertEquals(401, Http.get(url).status());
  }

  @Test
  void whatAnAgentWroteStaysText() {
    String evil =
        "[{\"type\":\"trade\",\"instrument\":\"<script>alert(1)</script>\",\"side\":\"${7*7}\","
            + "\"note\":\"<a href='https://evil.example'>click</a>\",\"<img src=x>\":\"x\"}]";
    realm
        .ask(
            "agent",
            "authorization_details",
            evil,
            "binding_message",
            "<b onmouseover=alert(1)>\"'&</b>")
        .expect(200);
    alice.reach(realm.page(realm.pushed(phone, push)), "form#ciba-push-decision");
    var page = alice.page();
    assertTrue(page.select("b, img, main a[href*=evil]").isEmpty());
    assertEquals(1, page.select("script").size());
    String text = page.body().text();
    assertTrue(text.contains("<script>alert(1)</script>") && text.contains("${7*7}"), text);
    alice.browser().open(realm.pages());
    assertTrue(alice.page().select("b, img").isEmpty());
  }

  @Test
  void pagesCannotBeFramedAndRunNoForeignScript() {
    Reply page = Http.get(realm.pages() + "approve/x?state=returned");
    String policy = page.header("Content-Security-Policy");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("DENY", page.header("X-Frame-Options"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "approve/%2F%2Fevil.example%2F",
        "approve/x?redirect_uri=https://evil.example",
        "history?q=https://evil.example&redirect=//evil.example",
        "?state=&redirect_uri=https://evil.example"
      })
  void noPageLeadsElsewhere(String path) {
    Reply page = Http.get(realm.pages() + path);
    String location = page.header("Location");
    assertTrue(
        location == null
            || (location.startsWith(server.url() + "/realms/" + realm.name() + "/")
                && !location.contains("evil.example")),
        location);
    assertFalse(page.body().contains("href=\"https://evil"), page.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/push",
        "https://localhost/push",
        "http://localhost:1/push",
        "https://push.example.com/abc",
        "https://fcm.googleapis.com/abc",
        "file:///etc/passwd",
        "gopher://localhost"
      })
  void noOtherHostIsEnrolled(String endpoint) {
    Person bob = realm.person("bob");
    bob.reach(realm.enrolment(), "form#ciba-push-enrol");
    realm.submit(bob, endpoint, phone);
    assertNotNull(bob.page().selectFirst("form#ciba-push-enrol"));
    realm.ask("agent", "login_hint", "bob").expect(400);
  }

  @Test
  void aFloodStopsAtTheCaps() {
    for (int i = 0; i < 3; i++) {
      realm.ask("agent", "binding_message", "Request " + i).expect(200);
      realm.pushed(phone, push);
    }
    Reply refused = realm.ask("agent").expect(429);
    assertEquals("slow_down", refused.text("error"));
    assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
    assertTrue(push.next(phone.endpoint(), java.time.Duration.ofMillis(500)).isEmpty());
    assertEquals(429, realm.ask("other").status());
  }

  @Test
  void anEqualQuestionIsPushedOnce() {
    realm.ask("agent").expect(200);
    realm.ask("agent").expect(200);
    realm.pushed(phone, push);
    assertTrue(push.next(phone.endpoint(), java.time.Duration.ofMillis(700)).isEmpty());
  }

  @Test
  void aReportBlocksTheAgentUntilItIsLifted() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    assertEquals("reported", realm.decide(alice, realm.pushed(phone, push), "report"));
    assertEquals("access_denied", realm.poll(authReqId).text("error"));
    assertEquals("access_denied", realm.ask("agent").expect(403).text("error"));
    realm.ask("other").expect(200);
    alice.browser().open(realm.pages() + "history");
    alice.browser().submit("form[action$=/lift]", Map.of());
    assertEquals("lifted", ApprovalRealm.result(alice));
    realm.ask("agent").expect(200);
  }

  @Test
  void anAdminSeesAndLiftsReports() {
    realm.ask("agent").expect(200);
    String approval = realm.pushed(phone, push);
    realm.decide(alice, approval, "report");
    Admin admin = new Admin(server);
    String path = "/admin/realms/" + realm.name() + "/ciba-push/approvals";
    assertEquals(approval, admin.get(path).expect(200).json().path(0).path("id").asText());
    admin.post(path + "/" + approval + "/lift", "").expect(204);
    realm.ask("agent").expect(200);
    assertEquals(401, Http.get(server.url() + path).status());
  }

  @Test
  void aDisabledUserOrLateDecisionGivesNoToken() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    assertEquals("approved", realm.decide(alice, realm.pushed(phone, push), "approve"));
    Admin admin = new Admin(server);
    String user = "/admin/realms/" + realm.name() + "/users/" + admin.userId(realm.name(), "alice");
    admin.put(user, "{\"enabled\":false}").expect(204);
    assertEquals("invalid_grant", realm.poll(authReqId).expect(400).text("error"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"type\":\"unheard-of\"}]",
        "[{\"type\":\"trade\",\"x\":\"\\u202e\"}]",
        "{\"type\":\"trade\"}",
        "[]",
        "nonsense"
      })
  void badDetailsAreRefused(String details) {
    assertEquals(
        "invalid_authorization_details",
        realm.ask("agent", "authorization_details", details).expect(400).text("error"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero\u200Bwidth", "bidi\u202Eoverride", "line\nbreak", " "})
  void deceptiveMessagesAreRefused(String message) {
    assertEquals(
        "invalid_binding_message",
        realm.ask("agent", "binding_message", message).expect(400).text("error"));
  }

  @Test
  void whatStockWouldDropIsRefused() {
    assertEquals(
        "invalid_request", realm.ask("agent", "extra", "x".repeat(201)).expect(400).text("error"));
    assertEquals(
        "invalid_authorization_details",
        realm
            .ask(
                "agent",
                "authorization_details",
                "[{\"type\":\"trade\",\"note\":\"" + "x".repeat(5200) + "\"}]")
            .expect(400)
            .text("error"));
  }
}
