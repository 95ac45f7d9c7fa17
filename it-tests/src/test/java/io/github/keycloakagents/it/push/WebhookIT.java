package io.github.keycloakagents.it.push;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signed webhook: what an app's own server gets, and where a webhook may not go. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options = {
      "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}",
      "--spi-ciba-auth-channel--ciba-push--http-timeout=2000",
      "--spi-ciba-auth-channel--ciba-push--threads=1",
      "--spi-approval-transport--webhook--allowed-hosts=http://localhost:{push.port}"
    })
class WebhookIT {
  private static final String URN = "urn:keycloak-agents:ciba-push:";
  private static final String HOOK = "http://localhost:" + PushPort.NUMBER + "/hook";
  private static ApprovalRealm realm;
  private final KeycloakServer server;
  private WireMockServer app;

  WebhookIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeAll
  static void create(KeycloakServer server) {
    realm =
        ApprovalRealm.create(
            server,
            "webhooks",
            "webhook.url",
            HOOK,
            "max.pending",
            "20",
            "max.pending.per.agent",
            "20");
  }

  @AfterAll
  static void delete() {
    realm.delete();
  }

  @BeforeEach
  void listen() {
    app = new WireMockServer(options().port(PushPort.NUMBER));
    app.start();
    answer(aResponse().withStatus(202));
  }

  @AfterEach
  void stop() {
    app.stop();
  }

  @Test
  void anAppOfTheRealmsOwnIsTold() {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    LoggedRequest request = received(1).get(0);
    assertEquals("application/secevent+jwt", request.getHeader("Content-Type"));
    SignedEvent event = SignedEvent.verify(request.getBodyAsString(), realm);
    String issuer = server.url() + "/realms/" + realm.name();
    assertEquals("secevent+jwt", event.header().path("typ").asText());
    assertEquals(issuer, event.claims().path("iss").asText());
    assertEquals(HOOK, event.claims().path("aud").asText());
    assertEquals(
        new Admin(server).userId(realm.name(), "alice"), event.claims().at("/sub_id/sub").asText());
    JsonNode told = event.claims().path("events").path(URN + "approval");
    assertTrue(told.path("expires_at").asLong() > event.claims().path("iat").asLong());
    for (String personal : List.of("alice", "ACME", "Sell", "Trading")) {
      assertFalse(event.claims().toString().contains(personal), personal);
    }

    Person alice = realm.person("alice");
    assertEquals("approved", realm.decide(alice, told.path("approval_id").asText(), "approve"));
    realm.poll(authReqId).expect(200);
    List<String> decided =
        received(2).stream()
            .map(each -> SignedEvent.verify(each.getBodyAsString(), realm).claims())
            .map(claims -> claims.path("events").path(URN + "decided").path("approval_id").asText())
            .filter(id -> !id.isEmpty())
            .toList();
    assertEquals(List.of(told.path("approval_id").asText()), decided);
  }

  @Test
  void aBusyReceiverIsAskedAgain() {
    answer(aResponse().withStatus(503));
    realm.ask("agent", "binding_message", "Busy").expect(200);
    received(1);
    answer(aResponse().withStatus(202));
    List<LoggedRequest> all = received(2);
    assertEquals(all.get(0).getBodyAsString(), all.get(1).getBodyAsString());
  }

  @Test
  void aReceiverThatNeverEndsDelaysNeitherTheAgentNorTheNextNotice() {
    app.stop();
    ApprovalRealm slow =
        ApprovalRealm.create(server, "slow", "webhook.url", HOOK.replace("/hook", "/slow"));
    try (DrippingReceiver receiver = new DrippingReceiver(PushPort.NUMBER)) {
      slow.ask("agent", "binding_message", "One").expect(200);
      slow.ask("agent", "binding_message", "Two").expect(200);
      receiver.awaits(2);
    } finally {
      slow.delete();
    }
  }

  @Test
  void noRedirectIsFollowed() {
    answer(aResponse().withStatus(307).withHeader("Location", HOOK + "/elsewhere"));
    realm.ask("agent", "binding_message", "Redirect").expect(200);
    received(1);
    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    app.verify(0, postRequestedFor(urlEqualTo("/hook/elsewhere")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/hook",
        "https://localhost/hook",
        "http://localhost:1/hook",
        "https://app.example.com/hook",
        "file:///etc/passwd",
        "not an address"
      })
  void noOtherHostIsToldOrConfigured(String url) {
    ApprovalRealm elsewhere = ApprovalRealm.create(server, "elsewhere", "webhook.url", url);
    try {
      Reply refused = elsewhere.ask("agent").expect(400);
      assertTrue(refused.text("error_description").contains("cannot be reached"), refused.body());
      assertEquals(
          400,
          new Admin(server)
              .put(
                  "/admin/realms/elsewhere/authentication/required-actions/push-approval-device/config",
                  "{\"config\":{\"webhook.url\":\"" + url + "\"}}")
              .status());
    } finally {
      elsewhere.delete();
    }
  }

  private void answer(ResponseDefinitionBuilder answer) {
    app.stubFor(post(urlEqualTo("/hook")).willReturn(answer));
  }

  /** The first requests, once so many have come. */
  private List<LoggedRequest> received(int count) {
    for (int i = 0; i < 100; i++) {
      List<LoggedRequest> all = app.findAll(postRequestedFor(urlEqualTo("/hook")));
      if (all.size() >= count) {
        return all;
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    throw new AssertionError("the webhook was not called " + count + " times");
  }
}
