package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.ACCOUNT;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.actors;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.audience;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The jar alone: every way to ask for permissions gives the same answer. */
@PermissionsKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsIT {
  private static final List<String> ALL =
      List.of(TRADING + " " + ACCOUNT + " read trade", QUOTES + " quotes read");
  private static final String TRADE = "[" + entry(TRADING, ACCOUNT, "trade", "fly") + "]";

  private PermissionsRealm realm;

  @BeforeAll
  void realm(KeycloakServer server) {
    realm = PermissionsRealm.create(server, "permissions");
  }

  @AfterAll
  void remove() {
    realm.delete();
  }

  @Test
  void aScopeStandsForPermissions() {
    Reply reply = realm.signIn("agent", "alice", "scope", "openid trading-permissions");
    assertEquals(ALL, permissions(reply));
    assertEquals(List.of("trading-api", TRADING, "quotes-api", QUOTES), audience(reply));
    assertEquals("{\"sub\":\"agent\"}", actors(reply));
    assertEquals(ALL, permissions(reply.json()));
  }

  @Test
  void authorizationDetailsInTheBrowser() {
    try (UserBrowser browser = new UserBrowser()) {
      Reply reply = authorize(browser, "openid", "authorization_details", TRADE);
      assertEquals(List.of(TRADING + " " + ACCOUNT + " trade"), permissions(reply));
      assertEquals(List.of("trading-api", TRADING), audience(reply));
      Reply refreshed = realm.client("agent").refresh(reply.text("refresh_token"));
      assertEquals(permissions(reply), permissions(refreshed));
      assertEquals(List.of(), permissions(authorize(browser, "openid")), "the next code is clean");
      Reply mcp = authorize(browser, "openid trading-permissions", "resource", QUOTES);
      assertEquals(List.of("quotes-api", QUOTES), audience(mcp));
      String twice = TRADE.replace("\"actions\"", "\"actions\":[\"read\"],\"actions\"");
      PermissionsRealm.refused(
          "invalid_authorization_details",
          "authorization_details: not a JSON array without duplicate keys",
          authorize(browser, "openid", "authorization_details", twice));
    }
  }

  private Reply authorize(UserBrowser browser, String scope, String... more) {
    Agent agent = realm.client("agent");
    browser.open(agent.authorizationUrl(realm.redirect(), scope, more));
    if (browser.sees("#kc-login")) {
      browser.signIn("alice", "alice");
    }
    browser.awaitUrl(realm.redirect());
    return agent.redeem(browser.parameter("code"), realm.redirect());
  }

  @Test
  void clientCredentialsAskForTheAgentItself() {
    Agent agent = realm.client("agent");
    Reply without =
        agent.token("grant_type", "client_credentials", "scope", "trading-permissions").expect(200);
    assertEquals(List.of(), permissions(without));
    Reply refused =
        agent.token("grant_type", "client_credentials", "authorization_details", TRADE).expect(400);
    assertEquals("invalid_authorization_details", refused.text("error"));
  }

  @Test
  void theChainFromAgentOverTradingToQuotes() {
    Reply agent = realm.signIn("agent", "alice", "scope", "openid trading-permissions");
    for (String[] target : new String[][] {{"resource", QUOTES}, {"audience", "quotes-api"}}) {
      Reply quotes = realm.client("trading-api").exchange(agent.accessToken(), target);
      assertEquals(List.of(QUOTES + " quotes read"), permissions(quotes));
      assertEquals(List.of("quotes-api", QUOTES), audience(quotes));
      assertEquals("{\"sub\":\"trading-api\",\"act\":{\"sub\":\"agent\"}}", actors(quotes));
      assertEquals(subject(agent), subject(quotes));
      assertEquals(permissions(quotes), permissions(quotes.json()));
    }
  }

  @Test
  void refreshNarrowsButNeverWidens() {
    Reply first = signIn("openid trading-permissions");
    Reply quotes = refresh(first, "resource", QUOTES);
    assertEquals(List.of(QUOTES + " quotes read"), permissions(quotes));
    Reply whole = realm.client("agent").refresh(quotes.text("refresh_token"));
    assertEquals(ALL, permissions(whole));
    Reply wider = refresh(signIn("openid"), "authorization_details", TRADE);
    assertEquals("invalid_authorization_details", wider.expect(400).text("error"));
  }

  @Test
  void aUserWithoutTheRoleGetsNothing() {
    Reply scope = realm.signIn("agent", "bob", "scope", "openid trading-permissions");
    assertEquals(List.of(), permissions(scope));
    assertEquals(List.of(), audience(scope));
  }

  @Test
  void introspectionAgreesWithTheJwt() {
    Reply reply = realm.signIn("agent", "alice", "scope", "openid trading-permissions");
    JsonNode jwt = Reply.claims(reply.accessToken());
    JsonNode seen = realm.client("trading-api").introspect(reply.accessToken()).expect(200).json();
    for (String claim : List.of("authorization_details", "aud", "act", "sub")) {
      assertEquals(jwt.path(claim), seen.path(claim), claim);
    }
  }

  @Test
  void aLightweightTokenTellsByIntrospection() {
    Reply light = realm.signIn("light", "alice", "scope", "openid trading-permissions");
    assertEquals(List.of(), permissions(light));
    assertEquals(ALL, permissions(light.json()));
    assertEquals(List.of("trading-api", TRADING, "quotes-api", QUOTES), audience(light));
    JsonNode seen = realm.client("trading-api").introspect(light.accessToken()).expect(200).json();
    assertEquals(ALL, permissions(seen));
    Reply quotes = realm.client("trading-api").exchange(light.accessToken(), "resource", QUOTES);
    assertEquals(List.of(QUOTES + " quotes read"), permissions(quotes));
  }

  @Test
  void discoveryListsTheType() {
    JsonNode discovery =
        Http.get(realm.server().url() + "/realms/permissions/.well-known/openid-configuration")
            .expect(200)
            .json();
    assertEquals(
        true,
        discovery
            .path("authorization_details_types_supported")
            .toString()
            .contains("\"resource_permission\""));
  }

  @Test
  void takingTheRoleAwayEndsThePermissionsAtTheNextRefresh() {
    Admin admin = new Admin(realm.server());
    Reply first = realm.signIn("agent", "alice", "scope", "openid trading-permissions");
    String roles =
        "/admin/realms/permissions/users/"
            + admin.userId("permissions", "alice")
            + "/role-mappings/realm";
    String role =
        "[" + admin.get("/admin/realms/permissions/roles/trader").expect(200).body() + "]";
    Http.json("DELETE", realm.server().url() + roles, role, admin.bearer()).expect(204);
    try {
      Reply second = realm.client("agent").refresh(first.text("refresh_token"));
      assertEquals(List.of(), permissions(second));
    } finally {
      admin.post(roles, role).expect(204);
    }
  }

  private Reply signIn(String scope) {
    return realm.signIn("agent", "alice", "scope", scope).expect(200);
  }

  private Reply refresh(Reply earlier, String name, String value) {
    return realm
        .client("agent")
        .token(
            "grant_type",
            "refresh_token",
            "refresh_token",
            earlier.text("refresh_token"),
            name,
            value);
  }

  private static String subject(Reply reply) {
    return Reply.claims(reply.accessToken()).path("sub").asText();
  }
}
