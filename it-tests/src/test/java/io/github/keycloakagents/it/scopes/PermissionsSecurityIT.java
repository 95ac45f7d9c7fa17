package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.ACCOUNT;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.audience;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to get more than user, agent, consent and chain allow. */
@StockKeycloak(jars = Jar.FINE_GRAINED_SCOPES)
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
    assertEquals(403, realm.client("quotes-api").exchange(onlyTrading.accessToken()).status());
    assertEquals(List.of(), permissions(trading.exchange(onlyTrading.accessToken())));
    assertEquals(
        "invalid_target",
        trading.exchange(onlyTrading.accessToken(), "resource", QUOTES).expect(400).text("error"));
  }

  @Test
  void aClientWithoutTheScopeGetsNothing() {
    refused(ask("stranger", "[" + entry(TRADING, ACCOUNT, "read") + "]"));
    Reply agent = realm.signIn("agent", "alice", "scope", SCOPE);
    assertEquals(403, realm.client("stranger").exchange(agent.accessToken()).status());
  }

  @Test
  void aPolicyCanNameTheAgent() {
    String details = "[" + entry(TRADING, "account-alice-only", "read") + "]";
    assertEquals(List.of(TRADING + " account-alice-only read"), permissions(ask("agent", details)));
    refused(ask("light", details));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "account-*",
        "type:trading-account",
        "account-closed",
        "account-closed/../" + ACCOUNT,
        "/accounts/1",
        " " + ACCOUNT,
        "Account-DE89370400440532013000",
        "аccount-DE89370400440532013000",
        "account-DE89370400440532013000%00",
        "' or '1'='1",
      })
  void identifiersAreTakenLiterally(String identifier) {
    refused(ask("[" + entry(TRADING, identifier, "read") + "]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"resource_permission\"}",
        "[]",
        "[{\"type\":\"resource_permission\",\"locations\":\"trading-api\",\"identifier\":\"a\"}]",
        "[{\"type\":\"resource_permission\",\"locations\":[\"trading-api\"],\"identifier\":7}]",
        "[{\"type\":\"resource_permission\",\"type\":\"resource_permission\"}]",
        "[{\"type\":\"resource_permission\",\"actions\":[\"read\"],\"actions\":[\"trade\"]}]",
        "[{\"type\":\"resource_permission\",\"locations\":[\"trading-api\"],\"identifier\":\"a\\u202eb\"}]",
        "[{\"type\":\"resource_permission\",\"x\":[[[[[[[[[[1]]]]]]]]]]}]",
        "[{\"type\":\"resource_permission\"}]trailing",
        "[{\"type\":\"resource_permission\",\"identifier\":\"quotes\"}]",
      })
  void confusingJsonIsRefused(String details) {
    refused(ask(details));
  }

  @Test
  void thousandsOfEntriesAreRefused() {
    String entry = "{\"type\":\"resource_permission\"}";
    refused(ask("[" + (entry + ",").repeat(999) + entry + "]"));
    assertEquals(413, ask("[" + (entry + ",").repeat(9_999) + entry + "]").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://trading.example", "https://trading.example/mcp/", "account", "agent"})
  void anotherResourceIsAnInvalidTarget(String resource) {
    Reply reply = realm.signIn("agent", "alice", "scope", SCOPE, "resource", resource).expect(400);
    assertEquals("invalid_target", reply.text("error"));
  }

  @Test
  void aResourceServerOfAnotherRealmIsNobody() {
    PermissionsRealm other = PermissionsRealm.create(realm.server(), "elsewhere");
    try {
      Reply theirs = other.signIn("agent", "alice", "scope", SCOPE);
      assertEquals(400, realm.client("agent").exchange(theirs.accessToken()).status());
      refused(ask("[" + entry(other.server().url() + "/realms/elsewhere", ACCOUNT, "read") + "]"));
    } finally {
      other.delete();
    }
  }

  @Test
  void theChainIsAtMostFourDeepAndMayActIsEnforced() {
    Reply deep = realm.signIn("deep", "alice", "scope", SCOPE).expect(400);
    assertEquals("invalid_request", deep.text("error"));
    Reply picky = realm.signIn("picky", "alice", "scope", SCOPE);
    assertEquals(
        "invalid_request",
        realm.client("picky").exchange(picky.accessToken()).expect(400).text("error"));
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
    admin.delete(resources + "/" + id).expect(204);
    try {
      assertEquals(
          List.of(), permissions(realm.client("agent").refresh(first.text("refresh_token"))));
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

  private static void refused(Reply reply) {
    assertEquals("invalid_authorization_details", reply.expect(400).text("error"));
    assertFalse(reply.body().contains(ACCOUNT), "an error tells nothing of what exists");
  }
}
