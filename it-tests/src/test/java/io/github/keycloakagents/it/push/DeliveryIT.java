package io.github.keycloakagents.it.push;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.MailServer;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request does when the push service, the mail or the client on the other end fails. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class DeliveryIT {
  private static final String PUSH = "/push/.*";
  private static final String PING = "/ping";

  private final KeycloakServer server;
  private static ApprovalRealm realm;
  private WireMockServer service;
  private Person alice;
  private PushSubscription phone;

  DeliveryIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeAll
  static void create(KeycloakServer server) {
    realm = ApprovalRealm.create(server, "delivery", "email.fallback", "true");
  }

  @AfterAll
  static void delete() {
    realm.delete();
  }

  @BeforeEach
  void enrol() {
    service = new WireMockServer(options().port(PushPort.NUMBER));
    service.start();
    realm.renewUsers();
    alice = realm.person("alice");
    phone = enrol("first");
  }

  @AfterEach
  void clean() {
    service.stop();
  }

  @Test
  void isTriedAgainWhileTheServiceIsBusy() {
    answer(PUSH, 503, 429, 201);
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    await(() -> posts(PUSH).size() == 3);
    List<String> messages =
        posts(PUSH).stream().map(post -> phone.decrypt(post.getBody())).distinct().toList();
    assertEquals(1, messages.size());
    String approval = ApprovalRealm.json(messages.get(0)).path("id").asText();
    assertEquals("approved", realm.decide(alice, approval, "approve"));
    realm.poll(authReqId).expect(200);
  }

  @Test
  void aBrowserThatTheServiceDoesNotKnowIsForgotten() {
    answer(PUSH, 404);
    realm.ask("agent").expect(200);
    await(() -> devices() == 0);
    realm.ask("agent").expect(400);
  }

  @Test
  void aMailGoesOutWhereNoServiceAccepts() {
    answer(PUSH, 403);
    try (MailServer mails = new MailServer()) {
      mailTo(mails.settings());
      realm.ask("agent", "binding_message", "<b>Sell</b> everything?").expect(200);
      String mail = mails.next();
      assertTrue(mail.contains("Subject: An agent asks for your approval"), mail);
      assertTrue(mail.contains("lang=\"en\"") && mail.contains("dir=\"ltr\""), mail);
      assertFalse(mail.contains("Sell") || mail.contains("Trading agent"), mail);
      String link = mail.replaceAll("(?s).*href=\"([^\"]+)\".*", "$1");
      assertTrue(link.startsWith(realm.pages() + "approve/"), mail);
      alice.reach(link, "form#ciba-push-decision");
    } finally {
      mailTo("{}");
    }
  }

  @Test
  void noRedirectIsFollowed() {
    service.stubFor(
        post(urlMatching(PUSH))
            .willReturn(aResponse().withStatus(307).withHeader("Location", "/elsewhere")));
    answer("/elsewhere", 201);
    try (MailServer mails = new MailServer()) {
      mailTo(mails.settings());
      realm.ask("agent").expect(200);
      mails.next();
      assertFalse(posts(PUSH).isEmpty());
      assertTrue(posts("/elsewhere").isEmpty());
    } finally {
      mailTo("{}");
    }
  }

  @Test
  void aClientThatDoesNotAnswerThePingUndoesNothing() {
    answer(PUSH, 201);
    answer(PING, 500, 503, 204);
    delivery("ping");
    try {
      String authReqId =
          realm
              .ask("agent", "client_notification_token", "token-of-the-client")
              .expect(200)
              .text("auth_req_id");
      assertEquals("approved", realm.decide(alice, pushed(), "approve"));
      realm.poll(authReqId).expect(200);
      await(() -> posts(PING).size() == 3);
      LoggedRequest ping = posts(PING).get(2);
      assertEquals("Bearer token-of-the-client", ping.getHeader("Authorization"));
      assertEquals("{\"auth_req_id\":\"" + authReqId + "\"}", ping.getBodyAsString());
    } finally {
      delivery("poll");
    }
  }

  @Test
  void anEnrolledBrowserKeepsItsKeyWhenTheRealmGetsANewOne() {
    String components = "/admin/realms/" + realm.name() + "/components";
    Admin admin = new Admin(server);
    String parent = admin.get("/admin/realms/" + realm.name()).json().path("id").asText();
    admin
        .post(
            components,
            "{\"name\":\"newer\",\"providerId\":\"ciba-push-vapid\",\"parentId\":\"%s\",\"providerType\":\"org.keycloak.keys.KeyProvider\",\"config\":{\"priority\":[\"100\"]}}"
                .formatted(parent))
        .expect(201);
    String old = key;
    PushSubscription second = enrol("second");
    assertNotEquals(old, key);
    assertEquals(2, devices());
    answer(PUSH, 201);
    realm.ask("agent").expect(200);
    await(() -> posts(PUSH).size() == 2);
    for (LoggedRequest post : posts(PUSH)) {
      boolean isSecond = post.getUrl().endsWith("second");
      assertTrue(post.getHeader("Authorization").contains("k=" + (isSecond ? key : old)));
      (isSecond ? second : phone).decrypt(post.getBody());
    }
  }

  @Test
  void aRemovedUserLeavesNothing() {
    answer(PUSH, 201);
    realm.ask("agent").expect(200);
    Admin admin = new Admin(server);
    String user = admin.userId(realm.name(), "alice");
    String approvals = "/admin/realms/" + realm.name() + "/ciba-push/approvals";
    assertTrue(admin.get(approvals).expect(200).body().contains(user));
    realm.renewUsers();
    assertFalse(admin.get(approvals).expect(200).body().contains(user));
  }

  private String key = "";

  private PushSubscription enrol(String name) {
    key =
        alice
            .reach(realm.enrolment(), "form#ciba-push-enrol")
            .expectFirst("form#ciba-push-enrol")
            .attr("data-application-server-key");
    PushSubscription device =
        PushSubscription.at("http://localhost:" + PushPort.NUMBER + "/push/" + name);
    answer(PUSH, 201);
    realm.submit(alice, device.endpoint(), device);
    assertFalse(posts(PUSH).isEmpty(), "the first push; a stale connection brings it twice");
    service.resetAll();
    return device;
  }

  private String pushed() {
    await(() -> !posts(PUSH).isEmpty());
    return ApprovalRealm.json(phone.decrypt(posts(PUSH).get(0).getBody())).path("id").asText();
  }

  /** These answers in turn; the last one for ever. */
  private void answer(String path, int... statuses) {
    for (int i = 0; i < statuses.length; i++) {
      boolean last = i == statuses.length - 1;
      service.stubFor(
          post(urlMatching(path))
              .inScenario(path)
              .whenScenarioStateIs(i == 0 ? STARTED : "answer " + i)
              .willSetStateTo(last ? (i == 0 ? STARTED : "answer " + i) : "answer " + (i + 1))
              .willReturn(aResponse().withStatus(statuses[i])));
    }
  }

  private List<LoggedRequest> posts(String path) {
    return service.findAll(postRequestedFor(urlMatching(path)));
  }

  private void mailTo(String smtp) {
    new Admin(server)
        .put("/admin/realms/" + realm.name(), "{\"smtpServer\":" + smtp + "}")
        .expect(204);
  }

  private void delivery(String mode) {
    Admin admin = new Admin(server);
    String client =
        "/admin/realms/" + realm.name() + "/clients/" + admin.clientUuid(realm.name(), "agent");
    JsonNode known = admin.get(client).json();
    ((com.fasterxml.jackson.databind.node.ObjectNode) known.path("attributes"))
        .put("ciba.backchannel.token.delivery.mode", mode)
        .put(
            "ciba.backchannel.client.notification.endpoint",
            "http://localhost:" + PushPort.NUMBER + PING);
    admin.put(client, known.toString()).expect(204);
  }

  private int devices() {
    Admin admin = new Admin(server);
    String id = admin.userId(realm.name(), "alice");
    String credentials =
        admin.get("/admin/realms/" + realm.name() + "/users/" + id + "/credentials").body();
    return credentials.split("push-approval-device", -1).length - 1;
  }

  private static void await(BooleanSupplier condition) {
    for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
      LockSupport.parkNanos(200_000_000L);
    }
    assertTrue(condition.getAsBoolean());
  }
}
