package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the agent's request to its token, with one jar. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class ApprovalsIT {
  private final KeycloakServer server;
  private static ApprovalRealm realm;
  private DemoPushService push;
  private Person alice;
  private PushSubscription phone;

  ApprovalsIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeAll
  static void create(KeycloakServer server) {
    realm = ApprovalRealm.create(server, "approvals");
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
  void anApprovalBecomesATokenThatCarriesExactlyIt() {
    Reply asked = realm.ask("agent").expect(200);
    assertEquals(120, asked.json().path("expires_in").asInt());
    DemoPushService.Message message =
        push.next(phone.endpoint(), Duration.ofSeconds(10)).orElseThrow();
    assertEquals("high", message.headers().get("Urgency"));
    assertTrue(Integer.parseInt(message.headers().get("TTL")) <= 120);
    JsonNode text = ApprovalRealm.json(phone.decrypt(message.body()));
    assertEquals(List.of("v", "kind", "id"), names(text));
    assertEquals(
        "authorization_pending", realm.agent().poll(asked.text("auth_req_id")).text("error"));

    String seen =
        alice.reach(realm.page(text.path("id").asText()), "form#ciba-push-decision").body().text();
    for (String wanted :
        List.of(
            "Trading agent", ApprovalRealm.MESSAGE, "Securities trade", "4,200.00 USD", "ACME")) {
      assertTrue(seen.contains(wanted), seen);
    }
    assertEquals("approved", realm.decide(alice, text.path("id").asText(), "approve"));

    Reply tokens = realm.poll(asked.text("auth_req_id")).expect(200);
    JsonNode approved = ApprovalRealm.json(ApprovalRealm.TRADE);
    JsonNode claims = Reply.claims(tokens.accessToken());
    assertEquals(approved, tokens.json().path("authorization_details"));
    assertEquals(approved, claims.path("authorization_details"));
    assertEquals("agent", claims.at("/act/sub").asText());
    assertFalse(tokens.json().has("refresh_token"));
    assertTrue(claims.path("exp").asLong() - claims.path("iat").asLong() <= 120);
    assertEquals(
        approved,
        realm.agent().introspect(tokens.accessToken()).json().path("authorization_details"));
    assertEquals("invalid_grant", realm.poll(asked.text("auth_req_id")).text("error"));
    assertEquals(0, consents().size());
  }

  @Test
  void aDenialReachesTheAgentWithItsReason() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    assertEquals(
        "denied",
        realm.decide(alice, realm.pushed(phone, push), "deny", "reason", "Not before Friday"));
    Reply refused = realm.poll(authReqId).expect(400);
    assertEquals("access_denied", refused.text("error"));
    assertEquals("Not before Friday", refused.text("error_description"));
  }

  @Test
  void aRequestWithoutDetailsWorksAsInStock() {
    String authReqId =
        realm.ask("agent", "authorization_details", null).expect(200).text("auth_req_id");
    assertEquals("approved", realm.decide(alice, realm.pushed(phone, push), "approve"));
    Reply tokens = realm.poll(authReqId).expect(200);
    assertTrue(tokens.json().has("refresh_token"));
    assertFalse(Reply.claims(tokens.accessToken()).has("authorization_details"));
    realm.agent().refresh(tokens.text("refresh_token")).expect(200);
  }

  @Test
  void requestedExpiryIsHonouredAndExpiryIsNoDenial() {
    Reply asked = realm.ask("agent", "requested_expiry", "30").expect(200);
    assertEquals(30, asked.json().path("expires_in").asInt());
    assertEquals(
        300,
        realm
            .ask("agent", "requested_expiry", "4000")
            .expect(200)
            .json()
            .path("expires_in")
            .asInt());
    java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(31).toNanos());
    assertEquals("expired_token", realm.poll(asked.text("auth_req_id")).text("error"));
    alice.browser().open(realm.page(realm.pushed(phone, push)));
    assertEquals("expired", ApprovalRealm.result(alice));
  }

  @Test
  void aBrowserThatIsGoneIsForgottenAndTheAgentIsToldAtOnce() {
    push.unsubscribe(phone.endpoint());
    realm.ask("agent").expect(200);
    await(() -> devices() == 0);
    Reply refused = realm.ask("agent").expect(400);
    assertEquals("invalid_request", refused.text("error"));
    assertTrue(refused.text("error_description").contains("cannot be reached"), refused.body());
  }

  @Test
  void aBrowserThatHearsNothingIsNotEnrolled() {
    Person bob = realm.person("bob");
    String key =
        bob.reach(realm.enrolment(), "form#ciba-push-enrol")
            .expectFirst("form#ciba-push-enrol")
            .attr("data-application-server-key");
    PushSubscription gone = PushSubscription.at(push.subscribe(key));
    push.unsubscribe(gone.endpoint());
    realm.submit(bob, gone.endpoint(), gone);
    String seen = bob.page().body().text();
    assertTrue(seen.contains("could not be sent"), seen);
    realm.ask("agent", "login_hint", "bob").expect(400);
  }

  @Test
  void severalBrowsersAreToldAndOneThatIsRemovedIsNot() {
    PushSubscription tablet = realm.enrol(alice, push);
    assertEquals(2, devices());
    realm.ask("agent").expect(200);
    assertEquals(realm.pushed(phone, push), realm.pushed(tablet, push));
    assertAccountConsoleShows("Browser (2)", "cibaPush.device.lastUsed");
    JsonNode first = admin("/credentials");
    Admin admin = new Admin(server);
    String path = "/admin/realms/" + realm.name() + "/users/" + admin.userId(realm.name(), "alice");
    for (JsonNode credential : first) {
      if (credential.path("type").asText().equals("push-approval-device")) {
        assertTrue(credential.path("credentialData").asText().contains("lastUsed"));
        assertFalse(credential.toString().contains(phone.auth()), credential.toString());
        admin.delete(path + "/credentials/" + credential.path("id").asText()).expect(204);
        break;
      }
    }
    assertEquals(1, devices());
    realm.ask("agent", "binding_message", "Second").expect(200);
    int told = 0;
    for (PushSubscription device : List.of(phone, tablet)) {
      told += push.next(device.endpoint(), Duration.ofSeconds(3)).isPresent() ? 1 : 0;
    }
    assertEquals(1, told);
  }

  private void assertAccountConsoleShows(String... texts) {
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
    String credentials =
        Http.get(
                server.url() + "/realms/" + realm.name() + "/account/credentials",
                "Authorization",
                "Bearer " + token,
                "Accept",
                "application/json")
            .expect(200)
            .body();
    for (String text : texts) {
      assertTrue(credentials.contains(text), credentials);
    }
    assertFalse(credentials.contains(phone.auth()), credentials);
  }

  @Test
  void usersAreNamedBySubjectIdentifiers() {
    String id = new Admin(server).userId(realm.name(), "alice");
    String issuer = server.url() + "/realms/" + realm.name();
    for (String hint :
        List.of(
            "{\"format\":\"email\",\"email\":\"alice@example.com\"}",
            "{\"format\":\"iss_sub\",\"iss\":\"" + issuer + "\",\"sub\":\"" + id + "\"}")) {
      realm.ask("agent", "login_hint", hint).expect(200);
    }
    assertEquals(
        "invalid_request",
        realm
            .ask("agent", "login_hint", "{\"format\":\"phone_number\",\"phone_number\":\"1\"}")
            .expect(400)
            .text("error"));
  }

  @Test
  void eventsTellTheApprovalAndNothingSecret() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    realm.decide(alice, approval, "approve");
    realm.poll(authReqId).expect(200);
    String events = new Admin(server).get("/admin/realms/" + realm.name() + "/events").body();
    assertEquals(4, events.split(approval, -1).length, events);
    assertFalse(events.contains(phone.auth()) || events.contains(phone.endpoint()));
    assertFalse(server.log().contains(phone.auth()) || server.log().contains(authReqId));
  }

  @Test
  void aRealmWithoutPushApprovalsIsStock() {
    Admin admin = new Admin(server);
    String action = "/admin/realms/" + realm.name() + "/authentication/required-actions/";
    JsonNode settings = admin.get(action + "push-approval-device").json();
    ((com.fasterxml.jackson.databind.node.ObjectNode) settings).put("enabled", false);
    admin.put(action + "push-approval-device", settings.toString()).expect(204);
    try {
      assertStock();
    } finally {
      ((com.fasterxml.jackson.databind.node.ObjectNode) settings).put("enabled", true);
      admin.put(action + "push-approval-device", settings.toString()).expect(204);
    }
  }

  private void assertStock() {
    assertEquals("invalid_binding_message", realm.ask("agent").expect(400).text("error"));
    assertEquals(
        "server_error", realm.ask("agent", "binding_message", "W4SCT").expect(503).text("error"));
    alice.browser().open(realm.pages());
    assertFalse(alice.browser().html().contains("ciba-push.css"));
  }

  private JsonNode consents() {
    return admin("/consents");
  }

  private int devices() {
    int count = 0;
    for (JsonNode credential : admin("/credentials")) {
      count += credential.path("type").asText().equals("push-approval-device") ? 1 : 0;
    }
    return count;
  }

  private JsonNode admin(String path) {
    Admin admin = new Admin(server);
    String id = admin.userId(realm.name(), "alice");
    return admin.get("/admin/realms/" + realm.name() + "/users/" + id + path).expect(200).json();
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    for (int i = 0; i < 50 && !condition.getAsBoolean(); i++) {
      java.util.concurrent.locks.LockSupport.parkNanos(200_000_000L);
    }
    assertTrue(condition.getAsBoolean());
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new java.util.ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
