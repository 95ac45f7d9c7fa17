package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.actors;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.demo.FormBrowser;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends a chain of actors, at every hop of it. */
@StockKeycloak(jars = Jar.FINE_GRAINED_SCOPES)
class ChainIT {
  private static final String SCOPE = "openid trading-permissions";
  private final Admin admin;
  private final PermissionsRealm realm;

  ChainIT(KeycloakServer server) {
    admin = new Admin(server);
    realm = PermissionsRealm.create(server, "chained");
  }

  @BeforeEach
  void theChainStands() {
    assertEquals(List.of(QUOTES + " quotes read"), permissions(secondHop(passwordLogin())));
  }

  @AfterEach
  void remove() {
    realm.delete();
  }

  @Test
  void theUserSignsOut() {
    Reply first = passwordLogin();
    Reply second = secondHop(first);
    admin.post("/admin/realms/chained/users/" + alice() + "/logout", "{}").expect(204);
    assertEnded("agent", first, second);
  }

  @Test
  void theUserIsDisabled() {
    Reply first = passwordLogin();
    Reply second = secondHop(first);
    admin.put("/admin/realms/chained/users/" + alice(), "{\"enabled\":false}").expect(204);
    assertEnded("agent", first, second);
  }

  @Test
  void theFirstAgentIsDisabled() {
    Reply first = passwordLogin();
    Reply second = secondHop(first);
    String path = "/admin/realms/chained/clients/" + admin.clientUuid("chained", "agent");
    ObjectNode agent = (ObjectNode) admin.get(path).expect(200).json();
    admin.put(path, agent.put("enabled", false).toString()).expect(204);
    assertEquals(400, hop("trading-api", first).status());
    assertEquals(400, hop("quotes-api", second).status(), "one hop further");
  }

  @Test
  void theConsentToTheFirstAgentIsTakenBack() {
    Reply first = consentedLogin();
    Reply second = secondHop(first);
    assertEquals("{\"sub\":\"trading-api\",\"act\":{\"sub\":\"consenting\"}}", actors(second));
    admin.delete("/admin/realms/chained/users/" + alice() + "/consents/consenting").expect(204);
    assertEnded("consenting", first, second);
  }

  @Test
  void aSenderConstrainedTokenStaysSo() {
    SenderProof key = new SenderProof();
    Reply first =
        key.token(
            realm,
            "agent",
            "grant_type",
            "password",
            "username",
            "alice",
            "password",
            "alice",
            "scope",
            SCOPE);
    String[] exchange = {
      "grant_type",
      Agent.TOKEN_EXCHANGE,
      "subject_token",
      first.expect(200).accessToken(),
      "subject_token_type",
      Agent.ACCESS_TOKEN,
      "scope",
      SCOPE,
      "resource",
      QUOTES
    };
    Reply second = key.token(realm, "agent", exchange);
    assertEquals(List.of(QUOTES + " quotes read"), permissions(second));
    JsonNode bound = Reply.claims(first.accessToken()).path("cnf").path("jkt");
    assertEquals(false, bound.isMissingNode());
    assertEquals(bound, Reply.claims(second.accessToken()).path("cnf").path("jkt"));
    assertEquals(400, realm.client("agent").token(exchange).status(), "without a proof");
    assertEquals(400, new SenderProof().token(realm, "agent", exchange).status(), "another key");
    assertEquals(400, hop("trading-api", first).status(), "another client");
  }

  @Test
  void aClientCannotWriteTheChainItself() {
    String details =
        PermissionsRealm.entry(QUOTES, "quotes", "read")
            .replaceFirst("}$", ",\"act\":{\"sub\":\"trading-api\"}}");
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
    assertEquals("{\"sub\":\"agent\"}", actors(again), "and once only");
  }

  private void assertEnded(String agent, Reply first, Reply second) {
    assertEquals(400, hop("trading-api", first).status());
    assertEquals(400, hop("quotes-api", second).status(), "one hop further");
    assertEquals(400, realm.client(agent).refresh(first.text("refresh_token")).status());
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
        .exchange(first.accessToken(), "resource", QUOTES)
        .expect(200);
  }

  private Reply hop(String clientId, Reply earlier) {
    return realm.client(clientId).exchange(earlier.accessToken());
  }

  private String alice() {
    return admin.userId("chained", "alice");
  }
}
