package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.actors;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.demo.FormBrowser;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What ends a chain of actors, at every hop of it. */
@PermissionsKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainIT {
  private static final String SCOPE = "openid trading-permissions";
  private static final String MAY_NOT = "an actor of the chain may act no more";

  private Admin admin;
  private PermissionsRealm realm;

  @BeforeAll
  void realm(KeycloakServer server) {
    admin = new Admin(server);
    realm = PermissionsRealm.create(server, "chained");
  }

  @BeforeEach
  void theChainStands() {
    assertEquals(List.of(QUOTES + " quotes read"), permissions(secondHop(passwordLogin())));
  }

  @AfterAll
  void remove() {
    realm.delete();
  }

  @Test
  void theUserSignsOut() {
    Chain chain = chain("agent", passwordLogin());
    admin.post("/admin/realms/chained/users/" + alice() + "/logout", "{}").expect(204);
    chain.assertEnded("Invalid token", "Invalid token");
  }

  @Test
  void theUserIsDisabled() {
    Chain chain = chain("agent", passwordLogin());
    admin.put("/admin/realms/chained/users/" + alice(), "{\"enabled\":false}").expect(204);
    chain.assertEnded("Invalid token", "Invalid token");
    admin.put("/admin/realms/chained/users/" + alice(), "{\"enabled\":true}").expect(204);
  }

  @Test
  void theFirstAgentIsDisabled() {
    Chain chain = chain("agent", passwordLogin());
    ObjectNode agent = (ObjectNode) admin.get(client("agent")).expect(200).json();
    admin.put(client("agent"), agent.put("enabled", false).toString()).expect(204);
    chain.assertEnded("Invalid token", MAY_NOT);
    admin.put(client("agent"), agent.put("enabled", true).toString()).expect(204);
  }

  @Test
  void theFirstAgentIsDeleted() {
    Chain chain = chain("agent", passwordLogin());
    String agent = admin.get(client("agent")).expect(200).body();
    admin.delete(client("agent")).expect(204);
    chain.assertEnded("Invalid token", MAY_NOT);
    admin.post("/admin/realms/chained/clients", agent).expect(201);
  }

  @Test
  void theConsentToTheFirstAgentIsTakenBack() {
    Chain chain = chain("consenting", consentedLogin());
    assertEquals(
        "{\"sub\":\"trading-api\",\"act\":{\"sub\":\"consenting\"}}", actors(chain.second()));
    admin.delete("/admin/realms/chained/users/" + alice() + "/consents/consenting").expect(204);
    chain.assertEnded("Invalid token", MAY_NOT);
  }

  @Test
  void aClientCannotWriteTheChainItself() {
    String details =
        entry(QUOTES, "quotes", "read").replaceFirst("}$", ",\"act\":{\"sub\":\"trading-api\"}}");
    Reply first =
        realm.signIn(
            "agent",
            "alice",
            "scope",
            "openid",
            "authorization_details",
            "[" + details + "]",
            "act",
            "{\"sub\":\"trading-api\"}",
            "claims",
            "{\"access_token\":{\"act\":{\"value\":{\"sub\":\"trading-api\"}}}}");
    assertEquals("{\"sub\":\"agent\"}", actors(first));
    Reply again =
        realm
            .client("agent")
            .exchange(
                first.accessToken(),
                "actor_token",
                passwordLogin().accessToken(),
                "actor_token_type",
                Agent.ACCESS_TOKEN);
    assertTrue(again.status() == 400 || actors(again).equals("{\"sub\":\"agent\"}"), again.body());
  }

  private Chain chain(String agent, Reply first) {
    return new Chain(realm, agent, first, secondHop(first));
  }

  /** Two hops of it, and what must not go on when it has ended. */
  private record Chain(PermissionsRealm realm, String agent, Reply first, Reply second) {

    void assertEnded(String firstHop, String secondHop) {
      refused("invalid_request", firstHop, exchange("trading-api", first));
      refused("invalid_request", secondHop, exchange("quotes-api", second));
      Reply later = realm.client("trading-api").refresh(second.text("refresh_token"));
      assertEquals("invalid_grant", later.expect(400).text("error"), later.body());
      Reply again = realm.client(agent).refresh(first.text("refresh_token"));
      assertTrue(again.status() == 400 || again.status() == 401, again.body());
    }

    private Reply exchange(String clientId, Reply earlier) {
      return realm.client(clientId).exchange(earlier.accessToken());
    }
  }

  private Reply passwordLogin() {
    return realm.signIn("agent", "alice", "scope", SCOPE).expect(200);
  }

  private Reply consentedLogin() {
    Agent agent = realm.client("consenting");
    Person alice = new Person("alice", "alice", new FormBrowser());
    alice.browser().open(agent.authorizationUrl(realm.redirect(), SCOPE));
    alice.browser().submit("form#kc-form-login", Map.of("username", "alice", "password", "alice"));
    alice.browser().submit("form:has([name=accept])", Map.of("accept", "Yes"));
    String query = URI.create(alice.browser().url()).getRawQuery();
    String code = query.replaceAll(".*code=([^&]+).*", "$1");
    return agent
        .redeem(URLDecoder.decode(code, StandardCharsets.UTF_8), realm.redirect())
        .expect(200);
  }

  private Reply secondHop(Reply first) {
    return realm
        .client("trading-api")
        .exchange(
            first.accessToken(), "resource", QUOTES, "requested_token_type", Agent.REFRESH_TOKEN)
        .expect(200);
  }

  private Reply hop(String clientId, Reply earlier) {
    return realm.client(clientId).exchange(earlier.accessToken());
  }

  private String client(String clientId) {
    return "/admin/realms/chained/clients/" + admin.clientUuid("chained", clientId);
  }

  private String alice() {
    return admin.userId("chained", "alice");
  }
}
