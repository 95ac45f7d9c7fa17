package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends between request and decision, and between decision and token; and what stays shut. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class InBetweenIT {
  private static final String FORM = "form#ciba-push-decision";
  private static ApprovalRealm realm;
  private final Admin admin;
  private final KeycloakServer server;
  private DemoPushService push;
  private Person alice;
  private PushSubscription phone;

  InBetweenIT(KeycloakServer server) {
    this.server = server;
    this.admin = new Admin(server);
  }

  @BeforeAll
  static void create(KeycloakServer server) {
    realm =
        ApprovalRealm.create(server, "between", "max.pending", "50", "max.pending.per.agent", "50");
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
  void aDisabledUserDecidesNothing() {
    String authReqId = onThePage();
    change(user(), "enabled", false);
    assertEquals("forbidden", press("approve"));
    change(user(), "enabled", true);
    assertEquals("authorization_pending", realm.poll(authReqId).text("error"));
  }

  @Test
  void aLockedUserNeitherDecidesNorGetsAToken() {
    ObjectNode settings = (ObjectNode) admin.get(path()).expect(200).json();
    settings.put("bruteForceProtected", true).put("failureFactor", 2);
    settings.put("waitIncrementSeconds", 600).put("quickLoginCheckMilliSeconds", 0);
    admin.put(path(), settings.toString()).expect(204);
    try {
      String approved = realm.ask("agent").expect(200).text("auth_req_id");
      assertEquals("approved", realm.decide(alice, realm.pushed(phone, push), "approve"));
      String open = onThePage();
      lock();
      assertEquals("forbidden", press("approve"));
      assertEquals("invalid_grant", realm.poll(approved).expect(400).text("error"));
      assertEquals(400, realm.poll(open).status());
    } finally {
      admin.delete(path() + "/attack-detection/brute-force/users").expect(204);
      admin.put(path(), settings.put("bruteForceProtected", false).toString()).expect(204);
    }
  }

  @Test
  void aDisabledAgentIsNotDecidedFor() {
    String authReqId = onThePage();
    change(client(), "enabled", false);
    try {
      assertEquals("forbidden", press("approve"));
      assertTrue(Set.of(400, 401).contains(realm.poll(authReqId).status()));
    } finally {
      change(client(), "enabled", true);
    }
    assertEquals("authorization_pending", realm.poll(authReqId).text("error"));
  }

  @Test
  void aConsentWithdrawnIsNoConsent() {
    change(client(), "consentRequired", true);
    try {
      consent();
      String undecided = onThePage();
      withdraw();
      Person again = realm.person("alice");
      again.reach(realm.pages(), "a.cp-card");
      String approval = again.page().expectFirst("a.cp-card").attr("href").replaceAll(".*/", "");
      assertEquals("forbidden", realm.decide(again, approval, "approve"));
      assertEquals("invalid_grant", realm.poll(undecided).text("error"));

      alice = realm.person("alice");
      consent();
      String decided =
          realm.ask("agent", "binding_message", "Again").expect(200).text("auth_req_id");
      assertEquals("approved", realm.decide(alice, realm.pushed(phone, push), "approve"));
      withdraw();
      assertEquals("invalid_grant", realm.poll(decided).expect(400).text("error"));
    } finally {
      change(client(), "consentRequired", false);
    }
  }

  @Test
  void theWaitAfterDenialsGrows() {
    ApprovalRealm cooling = ApprovalRealm.create(server, "cooling", "cooldown", "4");
    try {
      Person person = cooling.person("alice");
      PushSubscription device = cooling.enrol(person, push);
      cooling.ask("agent").expect(200);
      assertEquals("denied", cooling.decide(person, cooling.pushed(device, push), "deny"));
      long first = Long.parseLong(cooling.ask("agent").expect(429).header("Retry-After"));
      assertTrue(first > 0 && first <= 5, "" + first);
      cooling.ask("other").expect(200);
      cooling.pushed(device, push);
      LockSupport.parkNanos(Duration.ofSeconds(first).toNanos());
      cooling.ask("agent").expect(200);
      assertEquals("denied", cooling.decide(person, cooling.pushed(device, push), "deny"));
      long second = Long.parseLong(cooling.ask("agent").expect(429).header("Retry-After"));
      assertTrue(second > 5 && second <= 9, "" + second);
    } finally {
      cooling.delete();
    }
  }

  @Test
  void namesCannotBeProbed() {
    String bob = path() + "/users/" + admin.userId(realm.name(), "bob");
    Reply unreachable = realm.ask("agent", "login_hint", "bob").expect(400);
    change(bob, "enabled", false);
    Reply disabled = realm.ask("agent", "login_hint", "bob").expect(400);
    Reply unknown = realm.ask("agent", "login_hint", "nobody").expect(400);
    assertEquals(unreachable.body(), disabled.body());
    assertEquals(unreachable.body(), unknown.body());
    for (String hint :
        new String[] {
          "{\"format\":\"email\",\"email\":\"bob@example.com\"}",
          "{\"format\":\"email\",\"email\":\"nobody@example.com\"}",
          "{\"format\":\"opaque\",\"id\":\"" + admin.userId(realm.name(), "bob") + "\"}",
          "{\"format\":\"opaque\",\"id\":\"nobody\"}",
          "{\"format\":\"iss_sub\",\"iss\":\"https://idp.example\",\"sub\":\"nobody\"}"
        }) {
      assertEquals(unreachable.body(), realm.ask("agent", "login_hint", hint).body(), hint);
    }
    change(bob, "enabled", true);
    for (String[] wrong :
        new String[][] {
          {"binding_message", "bidi\u202E"},
          {"authorization_details", "[{\"type\":\"unheard-of\"}]"},
          {"scope", "openid unheard-of"},
          {"requested_expiry", "1"}
        }) {
      for (String name : new String[] {"bob", "nobody"}) {
        Reply refused = realm.ask("agent", "login_hint", name, wrong[0], wrong[1]);
        assertEquals(unreachable.body(), refused.body(), name + " " + wrong[0]);
      }
    }
  }

  @Test
  void aFloodOfSubscriptionsStops() {
    for (int i = 1; i < 20; i++) {
      realm.enrol(alice, push);
    }
    String key =
        alice
            .reach(realm.enrolment(), "form#ciba-push-enrol")
            .expectFirst("form#ciba-push-enrol")
            .attr("data-application-server-key");
    PushSubscription oneMore = PushSubscription.at(push.subscribe(key));
    realm.submit(alice, oneMore.endpoint(), oneMore);
    assertNotNull(alice.page().selectFirst("form#ciba-push-enrol"));
    assertTrue(push.next(oneMore.endpoint(), Duration.ofMillis(300)).isEmpty());
  }

  @Test
  void noAddressLeadsElsewhere() {
    for (String evil :
        new String[] {
          "approve/%2F%2Fevil.example", "approve/https:%2F%2Fevil.example", "approve/@evil.example"
        }) {
      Reply answer = Http.get(realm.pages() + evil);
      if (answer.status() == 302) {
        assertTrue(answer.header("Location").startsWith(server.url() + "/realms/" + realm.name()));
        assertTrue(
            answer
                .header("Location")
                .contains("redirect_uri=" + Http.encode("x", realm.pages()).substring(2)),
            answer.header("Location"));
      } else {
        assertEquals(404, answer.status());
      }
    }
  }

  private String onThePage() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    alice.reach(realm.page(realm.pushed(phone, push)), FORM);
    return authReqId;
  }

  private String press(String decision) {
    alice.browser().submit(FORM, Map.of("decision", decision));
    return ApprovalRealm.result(alice);
  }

  private void lock() {
    for (int i = 0; i < 4; i++) {
      realm.agent().token("grant_type", "password", "username", "alice", "password", "wrong");
    }
    String state =
        path() + "/attack-detection/brute-force/users/" + admin.userId(realm.name(), "alice");
    for (int i = 0; i < 50 && !admin.get(state).json().path("disabled").asBoolean(); i++) {
      LockSupport.parkNanos(200_000_000L);
    }
    assertTrue(admin.get(state).json().path("disabled").asBoolean());
  }

  private void consent() {
    alice.reach(
        realm.agent().authorizationUrl(server.url() + "/robots.txt", "openid"),
        "body:not(:has(form))");
    assertEquals(1, admin.get(user() + "/consents").expect(200).json().size());
  }

  private void withdraw() {
    admin.delete(user() + "/consents/agent").expect(204);
  }

  private void change(String path, String member, boolean value) {
    ObjectNode representation = (ObjectNode) admin.get(path).expect(200).json();
    admin.put(path, representation.put(member, value).toString()).expect(204);
  }

  private String path() {
    return "/admin/realms/" + realm.name();
  }

  private String user() {
    return path() + "/users/" + admin.userId(realm.name(), "alice");
  }

  private String client() {
    return path() + "/clients/" + admin.clientUuid(realm.name(), "agent");
  }
}
