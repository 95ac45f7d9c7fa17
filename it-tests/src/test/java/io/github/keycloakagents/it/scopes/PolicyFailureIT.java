package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.ACCOUNT;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Policies that throw, and what they name taken away: closed, with an error that says so. */
@PermissionsKeycloak
class PolicyFailureIT {
  private static final String EVENTS =
      "{\"eventsEnabled\":true,\"enabledEventTypes\":[\"LOGIN_ERROR\",\"REFRESH_TOKEN_ERROR\"]}";

  private final Admin admin;
  private final PermissionsRealm realm;

  PolicyFailureIT(KeycloakServer server) {
    admin = new Admin(server);
    realm = PermissionsRealm.create(server, "failing");
  }

  @AfterEach
  void remove() {
    realm.delete();
  }

  @Test
  void aPolicyThatThrowsLosesOnlyWhatItGuards() {
    policy("time", "{\"name\":\"office hours\",\"notBefore\":\"yesterday, or so\"}");
    permission("closed account", "account-closed", "office hours");
    String both = entry(TRADING, ACCOUNT, "read") + "," + entry(TRADING, "account-closed", "read");
    assertEquals(
        List.of(TRADING + " " + ACCOUNT + " read"), permissions(ask("agent", "[" + both + "]")));
    refused(ask("agent", "[" + entry(TRADING, "account-closed", "read") + "]"));
    assertTrue(
        realm.server().log().contains("A policy failed for resource 'account-closed'"),
        "the log names the resource");
  }

  @Test
  void everyKindOfPolicyDecides() {
    String alice = admin.userId("failing", "alice");
    String closed = "[" + entry(TRADING, "account-closed", "read") + "]";
    policy("user", "{\"name\":\"alice\",\"users\":[\"" + alice + "\"]}");
    policy("time", "{\"name\":\"since 2020\",\"notBefore\":\"2020-01-01 00:00:00\"}");
    policy("time", "{\"name\":\"until 2020\",\"notOnOrAfter\":\"2020-01-01 00:00:00\"}");
    policy("client", "{\"name\":\"light\",\"clients\":[\"light\"]}");
    policy("aggregate", "{\"name\":\"both\",\"policies\":[\"alice\",\"since 2020\"]}");
    policy("aggregate", "{\"name\":\"never\",\"policies\":[\"alice\",\"until 2020\"]}");
    refused(ask("agent", closed));
    for (String kind : List.of("alice", "since 2020", "both")) {
      String permission = permission("closed account", "account-closed", kind);
      assertEquals(
          List.of(TRADING + " account-closed read"), permissions(ask("agent", closed)), kind);
      admin.delete(permission).expect(204);
    }
    for (String kind : List.of("until 2020", "never", "light")) {
      String permission = permission("closed account", "account-closed", kind);
      refused(ask("agent", closed));
      admin.delete(permission).expect(204);
    }
  }

  @Test
  void aRoleThatIsGoneGrantsNothing() {
    admin.delete("/admin/realms/failing/roles/trader").expect(204);
    refused(ask("agent", "[" + entry(TRADING, ACCOUNT, "read") + "]"));
    assertEquals(List.of(), permissions(scopes("agent")));
  }

  @Test
  void aClientThatIsGoneLeavesNothingToAnother() {
    String details = "[" + entry(TRADING, "account-alice-only", "read") + "]";
    refused(ask("light", details));
    admin
        .delete("/admin/realms/failing/clients/" + admin.clientUuid("failing", "agent"))
        .expect(204);
    refused(ask("light", details));
  }

  @Test
  void aResourceServerThatIsGoneOrOffGrantsNothing() {
    String quotes = "/admin/realms/failing/clients/" + admin.clientUuid("failing", "quotes-api");
    ObjectNode client = (ObjectNode) admin.get(quotes).expect(200).json();
    admin.put(quotes, client.put("enabled", false).toString()).expect(204);
    assertEquals(List.of(TRADING + " " + ACCOUNT + " read trade"), permissions(scopes("agent")));
    admin.delete(quotes).expect(204);
    assertEquals(List.of(TRADING + " " + ACCOUNT + " read trade"), permissions(scopes("agent")));
    refused(ask("agent", "[" + entry(QUOTES, "quotes", "read") + "]"));
  }

  @Test
  void aRefusalIsAnErrorEvent() {
    admin.put("/admin/realms/failing", EVENTS).expect(204);
    refused(ask("agent", "[" + entry(TRADING, "account-closed", "read") + "]"));
    Reply first = scopes("agent");
    realm
        .client("agent")
        .token(
            "grant_type",
            "refresh_token",
            "refresh_token",
            first.text("refresh_token"),
            "resource",
            "https://nowhere.example")
        .expect(400);
    JsonNode login = event("LOGIN_ERROR");
    assertEquals("invalid_authorization_details", login.path("error").asText());
    assertEquals("agent", login.path("clientId").asText());
    assertEquals(admin.userId("failing", "alice"), login.path("userId").asText());
    assertEquals(
        "none of the permissions can be granted", login.path("details").path("reason").asText());
    assertFalse(login.toString().contains("account-closed"), login.toString());
    assertEquals("invalid_target", event("REFRESH_TOKEN_ERROR").path("error").asText());
  }

  private JsonNode event(String type) {
    return admin.get("/admin/realms/failing/events?type=" + type).expect(200).json().path(0);
  }

  private void policy(String type, String json) {
    admin.post(realm.authorization("trading-api") + "/policy/" + type, json).expect(201);
  }

  /** Where the new permission is. */
  private String permission(String name, String resource, String policy) {
    String settings = realm.authorization("trading-api");
    String json =
        """
        {"name":"%s","resources":["%s"],"policies":["%s"],"decisionStrategy":"UNANIMOUS"}\
        """
            .formatted(name, resource, policy);
    return settings
        + "/permission/resource/"
        + admin.post(settings + "/permission/resource", json).expect(201).text("id");
  }

  private Reply scopes(String clientId) {
    return realm.signIn(clientId, "alice", "scope", "openid trading-permissions").expect(200);
  }

  private Reply ask(String clientId, String details) {
    return realm.signIn(clientId, "alice", "scope", "openid", "authorization_details", details);
  }

  private static void refused(Reply reply) {
    assertEquals("invalid_authorization_details", reply.expect(400).text("error"));
  }
}
