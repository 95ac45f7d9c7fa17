package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.ACCOUNT;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.audience;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Attempts to get more than user, agent, consent and chain allow. */
@PermissionsKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsSecurityIT {
  private static final String SCOPE = "openid trading-permissions";

  private PermissionsRealm realm;

  @BeforeAll
  void realm(KeycloakServer server) {
    realm = PermissionsRealm.create(server, "attacked");
  }

  @AfterAll
  void remove() {
    realm.delete();
  }

  @Test
  void anExchangeNeverWidens() {
    Reply read = ask("[" + entry(TRADING, ACCOUNT, "read") + "]");
    assertEquals(List.of(TRADING + " " + ACCOUNT + " read"), permissions(read));
    Agent agent = realm.client("agent");
    String trade = "[" + entry(TRADING, ACCOUNT, "trade") + "]";
    refused(agent.exchange(read.accessToken(), "authorization_details", trade));
    refused(
        agent.exchange(
            read.accessToken(), "authorization_details", "[" + entry(QUOTES, "quotes") + "]"));
    assertEquals(
        permissions(read), permissions(agent.exchange(read.accessToken(), "scope", SCOPE)));
    Reply plain = realm.signIn("agent", "alice", "scope", "openid");
    assertEquals(
        List.of(), permissions(agent.exchange(plain.accessToken(), "scope", SCOPE)), "from none");
  }

  @Test
  void aLimitIsNeitherRaisedNorDropped() {
    Reply limited = ask(limited(100));
    assertEquals(100, limit(limited));
    Agent agent = realm.client("agent");
    refused(agent.exchange(limited.accessToken(), "authorization_details", limited(101)));
    refused(agent.exchange(limited.accessToken(), "authorization_details", limited("\"100\"")));
    String without = "[" + entry(TRADING, ACCOUNT, "trade") + "]";
    Reply exchanged = agent.exchange(limited.accessToken(), "authorization_details", without);
    assertEquals(100, limit(exchanged));
    assertEquals(100, limit(agent.refresh(limited.text("refresh_token"))));
  }

  private static String limited(Object max) {
    return "[" + entry(TRADING, ACCOUNT, "trade").replaceFirst("}$", ",\"max\":" + max + "}]");
  }

  private static int limit(Reply reply) {
    JsonNode token = Reply.claims(reply.expect(200).accessToken());
    return token.path("authorization_details").path(0).path("max").asInt();
  }

  @Test
  void aRefreshNeverWidens() {
    Reply read = ask("[" + entry(TRADING, ACCOUNT, "read") + "]");
    Agent agent = realm.client("agent");
    refused(
        agent.token(
            "grant_type",
            "refresh_token",
            "refresh_token",
            read.text("refresh_token"),
            "authorization_details",
            "[" + entry(TRADING, ACCOUNT, "trade") + "]"));
    assertEquals(permissions(read), permissions(agent.refresh(read.text("refresh_token"))));
  }

  @Test
  void aRefreshWithoutTheScopeHasNothingOfIt() {
    Reply all = realm.signIn("agent", "alice", "scope", SCOPE);
    Reply plain =
        realm
            .client("agent")
            .token(
                "grant_type",
                "refresh_token",
                "refresh_token",
                all.text("refresh_token"),
                "scope",
                "openid");
    assertEquals(List.of(), permissions(plain));
    Reply again = realm.client("agent").refresh(plain.text("refresh_token"));
    assertEquals(permissions(all), permissions(again));
  }

  @Test
  void aResourceServerCannotUseATokenElsewhere() {
    Reply agent = realm.signIn("agent", "alice", "scope", SCOPE);
    Agent trading = realm.client("trading-api");
    Reply quotes = trading.exchange(agent.accessToken(), "resource", QUOTES);
    assertEquals(List.of("quotes-api", QUOTES), audience(quotes));
    refused(
        trading.exchange(
            agent.accessToken(),
            "authorization_details",
            "[" + entry(TRADING, ACCOUNT, "trade") + "]"));
    Reply onlyTrading = ask("[" + entry(TRADING, ACCOUNT, "trade") + "]");
    outsider(realm.client("quotes-api").exchange(onlyTrading.accessToken()));
    assertEquals(List.of(), permissions(trading.exchange(onlyTrading.accessToken())));
    PermissionsRealm.refused(
        "invalid_target",
        "no permission can be granted at this resource",
        trading.exchange(onlyTrading.accessToken(), "resource", QUOTES));
  }

  @Test
  void aClientWithoutTheScopeGetsNothing() {
    refused(ask("stranger", "[" + entry(TRADING, ACCOUNT, "read") + "]"));
    Reply agent = realm.signIn("agent", "alice", "scope", SCOPE);
    outsider(realm.client("stranger").exchange(agent.accessToken()));
  }

  @Test
  void aPolicyCanNameTheAgent() {
    String details = "[" + entry(TRADING, "account-alice-only", "read") + "]";
    assertEquals(List.of(TRADING + " account-alice-only read"), permissions(ask("agent", details)));
    refused(ask("light", details));
  }

  @Test
  void aResourceServerOfAnotherRealmIsNobody() {
    PermissionsRealm other = PermissionsRealm.create(realm.server(), "elsewhere", Hops::in);
    try {
      Reply theirs = other.signIn("agent", "alice", "scope", "openid hops");
      assertEquals(4, permissions(theirs).size());
      for (String client : List.of("agent", "trading-api")) {
        PermissionsRealm.refused(
            "invalid_request",
            "Invalid token",
            realm.client(client).exchange(theirs.accessToken()));
      }
      for (String location :
          List.of(Hops.url(1), "hop-1", other.server().url() + "/realms/elsewhere")) {
        refused(ask("[" + entry(location, "quotes", "read") + "]"));
        PermissionsRealm.refused(
            "invalid_target",
            "resource is unknown, or not for this client",
            realm.signIn("agent", "alice", "scope", SCOPE, "resource", location));
      }
    } finally {
      other.delete();
    }
  }

  @Test
  void theChainIsAtMostFourDeepAndMayActIsEnforced() {
    PermissionsRealm.refused(
        "invalid_request", "more than 4 actors", realm.signIn("deep", "alice", "scope", SCOPE));
    Reply picky = realm.signIn("picky", "alice", "scope", SCOPE);
    PermissionsRealm.refused(
        "invalid_request",
        "may_act names another actor",
        realm.client("picky").exchange(picky.accessToken()));
    Reply allowed = realm.client("trading-api").exchange(picky.accessToken(), "resource", QUOTES);
    assertEquals(List.of(QUOTES + " quotes read"), permissions(allowed));
  }

  @Test
  void aDeletedResourceIsGoneAtTheNextRefresh() {
    Admin admin = new Admin(realm.server());
    Reply first = ask("[" + entry(TRADING, "account-alice-only", "read") + "]");
    String resources =
        "/admin/realms/attacked/clients/"
            + admin.clientUuid("attacked", "trading-api")
            + "/authz/resource-server/resource";
    String found = admin.get(resources + "?name=account-alice-only").expect(200).body();
    String id = found.replaceAll("(?s).*?\"_id\":\"([^\"]+)\".*", "$1");
    String resource = admin.get(resources + "/" + id).expect(200).body();
    String gone = "[" + entry(TRADING, "account-alice-only", "read") + "]";
    admin.delete(resources + "/" + id).expect(204);
    try {
      assertEquals(
          List.of(), permissions(realm.client("agent").refresh(first.text("refresh_token"))));
      refused(ask(gone));
      Agent agent = realm.client("agent");
      refused(agent.exchange(first.accessToken(), "authorization_details", gone));
      assertEquals(
          List.of(),
          permissions(agent.exchange(first.accessToken(), "scope", "openid private-account")));
    } finally {
      admin.post(resources, resource);
    }
  }

  @Test
  void userinfoTellsNothingOfIt() {
    Reply reply = realm.signIn("agent", "alice", "scope", SCOPE);
    assertFalse(
        realm.client("agent").userinfo(reply.accessToken()).body().contains("resource_permission"));
  }

  private Reply ask(String details) {
    return ask("agent", details);
  }

  private Reply ask(String clientId, String details) {
    return realm.signIn(clientId, "alice", "scope", "openid", "authorization_details", details);
  }

  private static void outsider(Reply reply) {
    assertEquals("access_denied", reply.expect(403).text("error"));
    assertEquals("Client is not within the token audience", reply.text("error_description"));
  }

  private static void refused(Reply reply) {
    PermissionsRealm.refused(
        "invalid_authorization_details", "none of the permissions can be granted", reply);
  }
}
