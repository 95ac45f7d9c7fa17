package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Axe;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;

/** What is kept of a decision; signatures with a passkey in a real Chromium. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class EvidenceIT {
  private static final String WIRE =
      "[{\"type\":\"wire\",\"to\":\"Müller\",\"sum\":1.50,\"a\":{}}]";
  private static final String SCOPE =
      """
      {"name":"wire","protocol":"openid-connect","protocolMappers":[{"name":"wire",
       "protocol":"openid-connect","protocolMapper":"authorization-details-type",
       "config":{"type":"wire","label":"Wire transfer","passkey.signature":"true"}}]}
      """;
  private static ApprovalRealm realm;
  private final KeycloakServer server;
  private DemoPushService push;
  private PushSubscription phone;

  EvidenceIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeAll
  static void create(KeycloakServer server) {
    realm = ApprovalRealm.create(server, "evidence", "pre.approval", "true");
    Admin admin = new Admin(server);
    admin.post("/admin/realms/evidence/client-scopes", SCOPE).expect(201);
    for (JsonNode scope : admin.get("/admin/realms/evidence/client-scopes").json()) {
      if (scope.path("name").asText().equals("wire")) {
        admin
            .put(
                "/admin/realms/evidence/clients/"
                    + admin.clientUuid("evidence", "agent")
                    + "/optional-client-scopes/"
                    + scope.path("id").asText(),
                "{}")
            .expect(204);
      }
    }
  }

  @AfterAll
  static void delete() {
    realm.delete();
  }

  @BeforeEach
  void enrol() {
    push = new DemoPushService(PushPort.NUMBER);
    realm.renewUsers();
    phone = realm.enrol(realm.person("alice"), push);
  }

  @AfterEach
  void clean() {
    push.close();
  }

  @Test
  void aDecisionKeepsWhoWhenWhatAndHow() {
    realm.ask("agent").expect(200);
    String approval = realm.pushed(phone, push);
    long before = System.currentTimeMillis() / 1000;
    realm.decide(realm.person("alice"), approval, "approve");
    JsonNode kept = kept(approval);
    assertEquals("page", kept.at("/evidence/via").asText());
    assertTrue(kept.at("/evidence/auth_time").asLong() >= before - 60, kept.toString());
    assertEquals("1", kept.at("/evidence/acr").asText());
    assertTrue(kept.at("/evidence/amr").isArray());
    assertEquals(kept.path("sha256"), kept.at("/evidence/sha256"));
    assertEquals(new Admin(server).userId(realm.name(), "alice"), kept.path("user_id").asText());
    String events = new Admin(server).get("/admin/realms/" + realm.name() + "/events").body();
    assertTrue(events.contains("\"approval_sha256\":\"" + kept.path("sha256").asText()), events);
    assertTrue(events.contains("\"approval_auth_time\":\""), events);
    assertTrue(events.contains("\"approval_signed\":\"false\""), events);
  }

  @Test
  void theUserSignsWhatIsApproved() throws Exception {
    String signed;
    try (UserBrowser alice = withPasskey()) {
      String authReqId =
          realm.ask("agent", "authorization_details", WIRE).expect(200).text("auth_req_id");
      signed = realm.pushed(phone, push);
      alice.open(realm.page(signed));
      alice.await("#ciba-push-sign");
      alice.screenshot("push-approve-sign");
      assertEquals(List.of(), Axe.complaints(alice));
      alice.click("button.cp-yes");
      alice.await("[data-result], #ciba-push-unsigned:not([hidden])");
      assertTrue(
          alice.sees("[data-result=approved]"),
          () -> alice.driver().getPageSource() + server.log().lines().skip(30).toList());
      realm.poll(authReqId).expect(200);
    }
    JsonNode kept = kept(signed);
    String canonical =
        "{\"approval_id\":\""
            + signed
            + "\",\"authorization_details\":[{\"a\":{},\"sum\":1.5,\"to\":\"Müller\","
            + "\"type\":\"wire\"}],\"binding_message\":\"Sell 100 ACME for 4,200 USD?\","
            + "\"client_id\":\"agent\",\"scope\":\""
            + kept.path("scope").asText()
            + "\"}";
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
    assertEquals(HexFormat.of().formatHex(hash), kept.path("sha256").asText());
    JsonNode client =
        ApprovalRealm.json(
            new String(
                Base64.getUrlDecoder().decode(kept.at("/evidence/signature/client_data").asText()),
                StandardCharsets.UTF_8));
    assertEquals(
        Base64.getUrlEncoder().withoutPadding().encodeToString(hash),
        client.path("challenge").asText());
    assertReplayIsRefused(kept.at("/evidence/signature"));
  }

  private void assertReplayIsRefused(JsonNode signature) {
    String authReqId =
        realm.ask("agent", "authorization_details", WIRE).expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    Person alice = realm.person("alice");
    assertEquals(
        "unsigned",
        realm.decide(
            alice,
            approval,
            "approve",
            "credential_id",
            signature.path("credential_id").asText(),
            "client_data",
            signature.path("client_data").asText(),
            "authenticator_data",
            signature.path("authenticator_data").asText(),
            "signature",
            signature.path("signature").asText()));
    assertEquals("authorization_pending", realm.poll(authReqId).text("error"));
  }

  @Test
  void withoutASignatureNothingIsApproved() {
    String authReqId =
        realm.ask("agent", "authorization_details", WIRE).expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    Person alice = realm.person("alice");
    assertEquals("unsigned", realm.decide(alice, approval, "approve"));
    assertEquals("unsigned", realm.decide(alice, approval, "approve", "signature", "AAAA"));
    Reply polled = realm.poll(authReqId);
    assertEquals("authorization_pending", polled.text("error"));
    assertEquals("denied", realm.decide(alice, approval, "deny"));
  }

  @Test
  void theEnterKeyInAFieldDecidesNothing() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    try (UserBrowser alice = new UserBrowser()) {
      alice.open(realm.page(approval)).signIn("alice", "alice");
      assertFalse(alice.driver().findElement(By.cssSelector("button[disabled]")).isDisplayed());
      alice.click("#ciba-push-more > summary").await("#ciba-push-amount").sendKeys(Keys.ENTER);
      alice.screenshot("push-approve-beforehand");
      alice.click("form#ciba-push-decision > details:last-of-type > summary");
      alice.type("#ciba-push-reason", "No!").await("#ciba-push-reason").sendKeys(Keys.ENTER);
      assertFalse(alice.sees("[data-result]"));
      assertEquals("authorization_pending", realm.poll(authReqId).text("error"));
    }
  }

  private UserBrowser withPasskey() {
    UserBrowser alice = new UserBrowser();
    alice
        .driver()
        .addVirtualAuthenticator(
            new VirtualAuthenticatorOptions()
                .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
                .setHasResidentKey(true)
                .setHasUserVerification(true)
                .setIsUserVerified(true));
    String done = server.url() + "/robots.txt";
    alice
        .open(
            realm
                .agent()
                .authorizationUrl(done, "openid", "kc_action", "webauthn-register-passwordless"))
        .signIn("alice", "alice");
    alice.click("#registerWebAuthn");
    new WebDriverWait(alice.driver(), Duration.ofSeconds(20))
        .until(ExpectedConditions.alertIsPresent())
        .accept();
    alice.awaitUrl(done);
    return alice;
  }

  private JsonNode kept(String approval) {
    return new Admin(server)
        .get("/admin/realms/" + realm.name() + "/ciba-push/approvals/" + approval)
        .expect(200)
        .json();
  }
}
