package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;

/** A realm that wants a passkey for a decision: with a virtual one, in Chromium. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class StepUpIT {
  private final KeycloakServer server;
  private ApprovalRealm realm;
  private DemoPushService push;
  private PushSubscription phone;
  private Person passwordOnly;

  StepUpIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeEach
  void create() {
    push = new DemoPushService(PushPort.NUMBER);
    realm = ApprovalRealm.create(server, "step-up", "acr", "2");
    new StepUp(new Admin(server), realm.name()).install();
    passwordOnly = realm.person("alice");
    phone = realm.enrol(passwordOnly, push);
  }

  @AfterEach
  void delete() {
    push.close();
    realm.delete();
  }

  @Test
  void aPasskeyApprovesAndAPasswordDoesNot() {
    try (UserBrowser alice = new UserBrowser()) {
      registerPasskey(alice);
      String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
      String approval = realm.pushed(phone, push);

      passwordOnly.browser().open(realm.page(approval));
      assertNotNull(passwordOnly.page().selectFirst("form#webauth"), passwordOnly.page().text());
      assertNull(passwordOnly.page().selectFirst("form#ciba-push-decision"));
      assertFalse(passwordOnly.browser().html().contains("ACME"));

      alice.open(realm.page(approval));
      alice.click("#authenticateWebAuthnButton");
      alice.await("button.cp-yes");
      alice.screenshot("push-step-up");
      alice.click("button.cp-yes").await("[data-result=approved]");
      realm.poll(authReqId).expect(200);
    }
  }

  @Test
  void aFormPostedWithThePasswordAloneIsRefused() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    policy("1");
    passwordOnly.reach(realm.page(approval), "form#ciba-push-decision");
    policy("2");
    passwordOnly.browser().submit("form#ciba-push-decision", Map.of("decision", "approve"));
    assertEquals("weak", ApprovalRealm.result(passwordOnly));
    assertEquals("authorization_pending", realm.poll(authReqId).text("error"));
  }

  private void policy(String acr) {
    new Admin(server)
        .put(
            "/admin/realms/"
                + realm.name()
                + "/authentication/required-actions/push-approval-device/config",
            "{\"config\":{\"acr\":\"" + acr + "\",\"max.per.minute\":\"100\",\"cooldown\":\"0\"}}")
        .expect(204);
  }

  private void registerPasskey(UserBrowser alice) {
    alice
        .driver()
        .addVirtualAuthenticator(
            new VirtualAuthenticatorOptions()
                .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
                .setHasResidentKey(true)
                .setHasUserVerification(true)
                .setIsUserVerified(true));
    String back = server.url() + "/robots.txt";
    alice.open(
        realm
            .agent()
            .authorizationUrl(back, "openid", "kc_action", "webauthn-register-passwordless"));
    alice.signIn("alice", "alice");
    alice.click("#registerWebAuthn");
    new WebDriverWait(alice.driver(), java.time.Duration.ofSeconds(20))
        .until(ExpectedConditions.alertIsPresent())
        .accept();
    alice.awaitUrl(back);
  }
}
