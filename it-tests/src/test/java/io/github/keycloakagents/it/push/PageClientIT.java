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
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Dimension;

/** The pages' own client: its token decides, and the account console leads to the pages. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class PageClientIT {
  private static final String SET_UP = "[data-testid='push-approval-device/create']";
  private final KeycloakServer server;
  private static ApprovalRealm realm;
  private DemoPushService push;
  private Person alice;
  private PushSubscription phone;

  PageClientIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeAll
  static void create(KeycloakServer server) {
    realm = ApprovalRealm.create(server, "page-client");
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
  void decidesWithAFreshTokenOnce() throws GeneralSecurityException {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    String decision = realm.pages() + "approvals/" + realm.pushed(phone, push) + "/decision";
    String[] bearer = {"Authorization", "Bearer " + token()};
    assertEquals(400, Http.json("POST", decision, "{\"decision\":\"perhaps\"}", bearer).status());
    Reply taken = Http.json("POST", decision, "{\"decision\":\"approve\"}", bearer).expect(200);
    assertEquals("taken", taken.text("result"));
    assertEquals(409, Http.json("POST", decision, "{\"decision\":\"deny\"}", bearer).status());
    realm.poll(authReqId).expect(200);
  }

  @Test
  void itsTokenOfAnotherUserDecidesNothing() throws GeneralSecurityException {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    String decision = realm.pages() + "approvals/" + realm.pushed(phone, push) + "/decision";
    alice = realm.person("bob");
    String[] bearer = {"Authorization", "Bearer " + token()};
    assertEquals(404, Http.json("POST", decision, "{\"decision\":\"approve\"}", bearer).status());
    assertEquals("authorization_pending", realm.poll(authReqId).text("error"));
  }

  @Test
  void theAccountConsoleLeadsToThePages() {
    try (UserBrowser browser = new UserBrowser("--window-size=1200,900")) {
      browser.open(server.url() + "/realms/" + realm.name() + "/account/applications");
      browser.signIn("alice", "alice");
      browser.await("#toggle-ciba-push");
      browser.screenshot("push-account-console");
      assertTrue(browser.text().contains("Approvals"), browser.text());
      browser.click("#toggle-ciba-push");
      assertTrue(browser.text().contains(realm.pages()), browser.text());
    }
  }

  @Test
  void signingInOffersAndListsBrowsers() {
    ApprovalRealm fresh = ApprovalRealm.create(server, "console");
    try (UserBrowser browser = new UserBrowser()) {
      String console = server.url() + "/realms/console/account/account-security/signing-in";
      browser.driver().manage().window().setSize(new Dimension(1200, 844));
      browser.open(console).signIn("alice", "alice");
      browser.await(SET_UP);
      browser.screenshot("push-signing-in-before");
      assertTrue(browser.text().contains("Approvals on this browser"), browser.text());
      assertFalse(browser.text().contains("push-approval-device"), "a name without a message");
      browser.click(SET_UP).await("#ciba-push-enable");
      PushSubscription device = fresh.enrol(fresh.person("alice"), push);
      fresh.ask("agent").expect(200);
      fresh.pushed(device, push);
      for (int width : new int[] {390, 1200}) {
        browser.driver().manage().window().setSize(new Dimension(width, 844));
        browser.open(console);
        browser.await("[data-testid='push-approval-device/credential-list'] li");
        browser.screenshot("push-signing-in-" + width);
        assertTrue(browser.text().contains("Browser"), browser.text());
        assertFalse(browser.text().contains("{0}"), browser.text());
      }
    } finally {
      fresh.delete();
    }
  }

  @Test
  void aSignedRequestCarriesItsDetails() throws GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    signWith((RSAPublicKey) keys.getPublic());
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"iss\":\"other\",\"aud\":\"%s/realms/%s\",\"iat\":%d,\"nbf\":%d,\"exp\":%d,\"jti\":\"%d\",\"scope\":\"openid\",\"login_hint\":\"alice\",\"binding_message\":\"Sell?\",\"authorization_details\":%s}"
            .formatted(
                server.url(), realm.name(), now, now - 5, now + 60, now, ApprovalRealm.TRADE);
    String signed = jws(claims, keys);
    assertEquals(
        "invalid_request",
        realm
            .agent("other")
            .ask("request", signed, "authorization_details", ApprovalRealm.TRADE)
            .expect(400)
            .text("error"));
    String authReqId = realm.agent("other").ask("request", signed).expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    alice.reach(realm.page(approval), "form#ciba-push-decision");
    assertTrue(alice.page().text().contains("4,200.00 USD"), alice.page().text());
    assertEquals("approved", realm.decide(alice, approval, "approve"));
    java.util.concurrent.locks.LockSupport.parkNanos(1_100_000_000L);
    assertEquals(
        ApprovalRealm.json(ApprovalRealm.TRADE),
        realm.agent("other").poll(authReqId).expect(200).json().path("authorization_details"));
    assertEquals(400, realm.agent("other").ask("request", signed.replace(".", ".A")).status());
  }

  private void signWith(RSAPublicKey key) {
    Admin admin = new Admin(server);
    String client =
        "/admin/realms/" + realm.name() + "/clients/" + admin.clientUuid(realm.name(), "other");
    JsonNode known = admin.get(client).json();
    ((com.fasterxml.jackson.databind.node.ObjectNode) known.path("attributes"))
        .put("ciba.backchannel.auth.request.signing.alg", "RS256")
        .put("use.jwks.string", "true")
        .put(
            "jwks.string",
            "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(
                    base64(key.getModulus().toByteArray()),
                    base64(key.getPublicExponent().toByteArray())));
    admin.put(client, known.toString()).expect(204);
  }

  private static String jws(String claims, KeyPair keys) throws GeneralSecurityException {
    String input =
        base64("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(claims.getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(input.getBytes(StandardCharsets.UTF_8));
    return input + "." + base64(signature.sign());
  }

  /** A token of the pages' client for who is at the browser, by code with PKCE. */
  private String token() throws GeneralSecurityException {
    String verifier = "v".repeat(43);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    String protocol = server.url() + "/realms/" + realm.name() + "/protocol/openid-connect/";
    alice.reach(
        protocol
            + "auth?"
            + Http.encode(
                "client_id",
                "ciba-push",
                "response_type",
                "code",
                "redirect_uri",
                realm.pages(),
                "scope",
                "openid",
                "state",
                "s",
                "code_challenge_method",
                "S256",
                "code_challenge",
                base64(hash)),
        "body.ciba-push main");
    String code = alice.browser().url().replaceAll(".*[?&]code=([^&]+).*", "$1");
    return Http.form(
            protocol + "token",
            new String[0],
            "grant_type",
            "authorization_code",
            "client_id",
            "ciba-push",
            "redirect_uri",
            realm.pages(),
            "code_verifier",
            verifier,
            "code",
            code)
        .expect(200)
        .accessToken();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
