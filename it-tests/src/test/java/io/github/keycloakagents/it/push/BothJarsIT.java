package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An approval whose details are of both jars' types. */
@StockKeycloak(
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class BothJarsIT {
  private static final String PERMISSION =
      "{\"type\":\"resource_permission\",\"locations\":[\"https://trading.example/mcp\"],"
          + "\"identifier\":\"%s\",\"actions\":[%s]}";
  private static final String OWN = "account-DE89370400440532013000";
  private static final String TRADE =
      "{\"type\":\"trade\",\"instrument\":\"ACME\",\"limit\":12.50}";
  private static final String DETAILS =
      "[" + TRADE + "," + PERMISSION.formatted(OWN, "\"trade\",\"read\"") + "]";

  private static ApprovalRealm realm;
  private static DemoPushService push;
  private static Person alice;
  private static PushSubscription phone;

  @BeforeAll
  static void enrol(KeycloakServer server) throws IOException {
    new Admin(server).createRealm(realm());
    realm = new ApprovalRealm(server, "both");
    push = new DemoPushService(PushPort.NUMBER);
    alice = realm.person("alice");
    phone = realm.enrol(alice, push);
  }

  @AfterAll
  static void clean() {
    push.close();
    realm.delete();
  }

  @Test
  void theResponseSaysWhatTheTokenCarries() {
    Reply tokens = realm.poll(approved()).expect(200);
    JsonNode claimed = Reply.claims(tokens.accessToken()).path("authorization_details");
    assertEquals(claimed, tokens.json().path("authorization_details"));
    assertEquals(
        2, tokens.body().split("\"authorization_details\"", -1).length, "one member of that name");
    assertEquals(List.of("trade", "resource_permission"), claimed.findValuesAsText("type"));
    assertEquals(OWN, claimed.at("/1/identifier").asText());
    assertEquals(
        claimed,
        realm
            .agent("trading-api")
            .introspect(tokens.accessToken())
            .json()
            .path("authorization_details"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://trading.example/mcp | account-closed     | 'read'",
        "https://trading.example/mcp | account-alice-onl* | 'read'",
        "https://trading.example/mcp | " + OWN + " | 'read','close'",
        "https://other.example/mcp   | " + OWN + " | 'read'",
        "quotes-api                  | quotes | 'trade'"
      })
  void whatTheUserMayNotHaveIsNotEvenAskedFor(String location, String identifier, String actions) {
    String beyond =
        PERMISSION
            .formatted(identifier, actions.replace('\'', '"'))
            .replace("https://trading.example/mcp", location);
    Reply refused =
        realm.ask("agent", "authorization_details", "[" + TRADE + "," + beyond + "]").expect(400);
    assertEquals("invalid_authorization_details", refused.text("error"));
    assertFalse(refused.body().contains("account"), refused.body());
    alice.reach(realm.pages(), "main");
    assertTrue(alice.page().select("a.cp-card").isEmpty(), alice.page().text());
  }

  @Test
  void whatIsTakenFromTheUserAfterTheApprovalIsNotInTheToken() {
    String authReqId = approved();
    Admin admin = new Admin(realm.server());
    String roles =
        "/admin/realms/both/users/" + admin.userId("both", "alice") + "/role-mappings/realm";
    String trader = "[" + admin.get("/admin/realms/both/roles/trader").expect(200).body() + "]";
    admin.delete(roles, trader).expect(204);
    try {
      Reply refused = realm.poll(authReqId).expect(400);
      assertEquals("invalid_authorization_details", refused.text("error"));
    } finally {
      admin.post(roles, trader).expect(204);
    }
  }

  private static String approved() {
    String authReqId =
        realm.ask("agent", "authorization_details", DETAILS).expect(200).text("auth_req_id");
    assertEquals("approved", realm.decide(alice, realm.pushed(phone, push), "approve"));
    return authReqId;
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
