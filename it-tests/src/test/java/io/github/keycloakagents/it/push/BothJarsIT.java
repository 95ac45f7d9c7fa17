package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An approval whose details are of both jars' types. */
@StockKeycloak(
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class BothJarsIT {
  private static final String PERMISSION =
      "{\"type\":\"resource_permission\",\"locations\":[\"https://trading.example/mcp\"],"
          + "\"identifier\":\"%s\",\"actions\":[%s]}";
  private static final String DETAILS =
      "["
          + PERMISSION.formatted("account-closed", "\"read\"")
          + ",{\"type\":\"trade\",\"instrument\":\"ACME\",\"limit\":12.50},"
          + PERMISSION.formatted("account-DE89370400440532013000", "\"trade\",\"read\"")
          + "]";

  @Test
  void theResponseSaysWhatTheTokenCarries(KeycloakServer server) throws IOException {
    new Admin(server).createRealm(realm());
    ApprovalRealm realm = new ApprovalRealm(server, "both");
    try (DemoPushService push = new DemoPushService(PushPort.NUMBER)) {
      Person alice = realm.person("alice");
      PushSubscription phone = realm.enrol(alice, push);
      String authReqId =
          realm.ask("agent", "authorization_details", DETAILS).expect(200).text("auth_req_id");
      assertEquals("approved", realm.decide(alice, realm.pushed(phone, push), "approve"));
      Reply tokens = realm.poll(authReqId).expect(200);
      JsonNode claimed = Reply.claims(tokens.accessToken()).path("authorization_details");
      assertEquals(claimed, tokens.json().path("authorization_details"));
      assertEquals(
          2,
          tokens.body().split("\"authorization_details\"", -1).length,
          "one member of that name");
      assertEquals(List.of("trade", "resource_permission"), claimed.findValuesAsText("type"));
      assertEquals("account-DE89370400440532013000", claimed.at("/1/identifier").asText());
      assertFalse(tokens.body().contains("account-closed"), tokens.body());
      assertEquals(
          claimed,
          realm
              .agent("trading-api")
              .introspect(tokens.accessToken())
              .json()
              .path("authorization_details"));
    } finally {
      realm.delete();
    }
  }

  private static String realm() throws IOException {
    try (InputStream json =
        BothJarsIT.class.getResourceAsStream("/scopes/permissions-realm.json")) {
      ObjectNode realm =
          (ObjectNode) ApprovalRealm.json(new String(json.readAllBytes(), StandardCharsets.UTF_8));
      realm.put("realm", "both");
      realm
          .putObject("attributes")
          .put("cibaInterval", "1")
          .put("cibaBackchannelTokenDeliveryMode", "poll")
          .put("cibaExpiresIn", "120")
          .put("cibaAuthRequestedUserHint", "login_hint");
      ((ArrayNode) realm.path("requiredActions"))
          .addObject()
          .put("alias", "push-approval-device")
          .put("name", "Push approvals")
          .put("providerId", "push-approval-device")
          .put("enabled", true)
          .put("priority", 100);
      ((ArrayNode) realm.path("clientScopes"))
          .add(
              ApprovalRealm.json(
                  "{\"name\":\"trade\",\"protocol\":\"openid-connect\",\"protocolMappers\":[{"
                      + "\"name\":\"t\",\"protocol\":\"openid-connect\","
                      + "\"protocolMapper\":\"authorization-details-type\","
                      + "\"config\":{\"type\":\"trade\"}}]}"));
      ObjectNode agent = (ObjectNode) realm.path("clients").path(0);
      ((ArrayNode) agent.path("optionalClientScopes")).add("trade");
      ((ObjectNode) agent.path("attributes")).put("oidc.ciba.grant.enabled", "true");
      return realm.toString();
    }
  }
}
