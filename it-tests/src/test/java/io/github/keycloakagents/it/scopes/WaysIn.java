package io.github.keycloakagents.it.scopes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.FormBrowser;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.PushPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client {@code agent} asks for alice in the ways that need more than one request. */
final class WaysIn implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PermissionsRealm realm;
  private final Agent agent;
  private final Person alice = new Person("alice", "alice", new FormBrowser());
  private final DemoPushService push = new DemoPushService(PushPort.NUMBER);
  private PushSubscription device;

  WaysIn(PermissionsRealm realm) {
    this.realm = realm;
    this.agent = realm.client("agent");
  }

  /** The realm with push approvals, and an agent that may ask for them. */
  static ObjectNode withApprovals(ObjectNode realm) {
    ObjectNode action = realm.withArray("requiredActions").addObject();
    action.put("alias", "push-approval-device").put("name", "Push approvals");
    action.put("providerId", "push-approval-device").put("enabled", true).put("priority", 100);
    action.putObject("config").put("max.per.minute", "100").put("cooldown", "0");
    realm
        .withObject("/attributes")
        .put("cibaBackchannelTokenDeliveryMode", "poll")
        .put("cibaExpiresIn", "120")
        .put("cibaInterval", "1")
        .put("cibaAuthRequestedUserHint", "login_hint");
    for (JsonNode client : realm.path("clients")) {
      if (client.path("clientId").asText().equals("agent")) {
        ((ObjectNode) client.path("attributes")).put("oidc.ciba.grant.enabled", "true");
      }
    }
    return realm;
  }

  Reply password(String scope, String details) {
    return realm.signIn("agent", "alice", "scope", scope, "authorization_details", details);
  }

  Reply query(String details) {
    return redeem(
        agent.authorizationUrl(realm.redirect(), "openid", "authorization_details", details));
  }

  Reply pushed(String details) {
    String[] request = {
      "response_type",
      "code",
      "client_id",
      "agent",
      "client_secret",
      "agent-secret",
      "redirect_uri",
      realm.redirect(),
      "scope",
      "openid",
      "authorization_details",
      details
    };
    Reply pushed = Http.form(protocol() + "/ext/par/request", new String[0], request).expect(201);
    return redeem(
        protocol()
            + "/auth?"
            + Http.encode("client_id", "agent", "request_uri", pushed.text("request_uri")));
  }

  Reply signed(String details) {
    ObjectNode claims = JSON.createObjectNode();
    claims.put("iss", "agent").put("client_id", "agent").put("aud", issuer());
    claims.put("response_type", "code").put("redirect_uri", realm.redirect());
    claims.put("scope", "openid").put("jti", UUID.randomUUID().toString());
    claims.put("exp", Instant.now().plusSeconds(60).getEpochSecond());
    claims.put("nbf", Instant.now().minusSeconds(5).getEpochSecond());
    claims.set("authorization_details", json(details));
    return redeem(
        protocol()
            + "/auth?"
            + Http.encode(
                "client_id",
                "agent",
                "response_type",
                "code",
                "scope",
                "openid",
                "request",
                hmac(claims.toString())));
  }

  /** Alice reads it on her enrolled browser and says yes. */
  Reply approved(String details) {
    if (device == null) {
      device = enrol();
    }
    Reply asked =
        agent
            .ask(
                "scope",
                "openid",
                "login_hint",
                "alice",
                "binding_message",
                "Read quotes?",
                "authorization_details",
                details)
            .expect(200);
    String page = issuer() + "/ciba-push/approve/" + pushedId();
    alice.reach(page, "form#ciba-push-decision");
    alice.browser().submit("form#ciba-push-decision", Map.of("decision", "approve"));
    Reply reply = agent.poll(asked.text("auth_req_id"));
    for (int i = 0; i < 10 && reply.status() == 400; i++) {
      LockSupport.parkNanos(Duration.ofMillis(1_100).toNanos());
      reply = agent.poll(asked.text("auth_req_id"));
    }
    return reply.expect(200);
  }

  private PushSubscription enrol() {
    String url =
        agent.authorizationUrl(realm.redirect(), "openid", "kc_action", "push-approval-device");
    String key =
        alice
            .reach(url, "form#ciba-push-enrol")
            .expectFirst("form#ciba-push-enrol")
            .attr("data-application-server-key");
    PushSubscription enrolled = PushSubscription.at(push.subscribe(key));
    alice
        .browser()
        .submit(
            "form#ciba-push-enrol",
            Map.of(
                "endpoint",
                enrolled.endpoint(),
                "p256dh",
                enrolled.p256dh(),
                "auth",
                enrolled.auth()));
    return enrolled;
  }

  private String pushedId() {
    JsonNode message;
    do {
      message =
          json(
              device.decrypt(
                  push.next(device.endpoint(), Duration.ofSeconds(10)).orElseThrow().body()));
    } while (!message.path("kind").asText().equals("approval"));
    return message.path("id").asText();
  }

  private Reply redeem(String url) {
    alice.browser().open(url);
    if (alice.page().selectFirst("form#kc-form-login") != null) {
      alice
          .browser()
          .submit("form#kc-form-login", Map.of("username", "alice", "password", "alice"));
    }
    String query = URI.create(alice.browser().url()).getRawQuery();
    if (query == null || !query.contains("code=")) {
      throw new AssertionError(alice.browser().url() + ": " + alice.page().text());
    }
    String code = query.replaceAll("(.*&)?code=([^&]+).*", "$2");
    return agent.redeem(URLDecoder.decode(code, StandardCharsets.UTF_8), realm.redirect());
  }

  private static String hmac(String claims) {
    try {
      Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
      String content =
          base64.encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8))
              + "."
              + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("agent-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return content
          + "."
          + base64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String issuer() {
    return realm.server().url() + "/realms/" + realm.name();
  }

  private String protocol() {
    return issuer() + "/protocol/openid-connect";
  }

  @Override
  public void close() {
    push.close();
  }
}
