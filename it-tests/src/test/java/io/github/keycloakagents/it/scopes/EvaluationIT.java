package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.ACCOUNT;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The administrator asks what an agent would get, and reads why. */
@PermissionsKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluationIT {
  private Admin admin;
  private PermissionsRealm realm;

  @BeforeAll
  void realm(KeycloakServer server) {
    admin = new Admin(server);
    realm = PermissionsRealm.create(server, "evaluated");
  }

  @AfterAll
  void remove() {
    realm.delete();
  }

  @Test
  void tellsWhatWouldBeGrantedAndWhy() {
    String path =
        "/admin/realms/evaluated/agent-permissions/evaluate?"
            + Http.encode(
                "user",
                admin.userId("evaluated", "alice"),
                "client",
                "agent",
                "authorization_details",
                "["
                    + String.join(
                        ",",
                        entry(TRADING, ACCOUNT, "read", "fly"),
                        entry(TRADING, "account-closed", "read"),
                        entry(QUOTES, "quotes", "read"),
                        entry("nowhere", "x", "read"))
                    + "]");
    JsonNode answer = admin.get(path).expect(200).json();
    assertEquals(
        List.of(TRADING + " " + ACCOUNT + " read", QUOTES + " quotes read"), permissions(answer));
    List<String> reasons = new ArrayList<>();
    answer
        .path("reasons")
        .forEach(
            line ->
                reasons.add(
                    line.path("resource").asText()
                        + " "
                        + line.path("action").asText()
                        + " "
                        + line.path("reason").asText()));
    assertEquals(
        List.of(
            ACCOUNT + " read GRANTED",
            "quotes read GRANTED",
            ACCOUNT + " fly POLICIES",
            "account-closed read POLICIES",
            "x read RESOURCE_SERVER"),
        reasons);
    assertEquals(401, Http.get(realm.server().url() + path).status());
    String alice = realm.signIn("agent", "alice", "scope", "openid").expect(200).accessToken();
    assertEquals(
        403, Http.get(realm.server().url() + path, "Authorization", "Bearer " + alice).status());
  }

  @Test
  void needsTheRightToViewTheUserAndTheClient() {
    String path =
        "/admin/realms/evaluated/agent-permissions/evaluate?client=agent&scope=trading-permissions"
            + "&user="
            + admin.userId("evaluated", "alice");
    for (String[] step :
        new String[][] {{null, "403"}, {"view-users", "403"}, {"view-clients", "200"}}) {
      if (step[0] != null) {
        giveRight("bob", step[0]);
      }
      String bob = realm.signIn("agent", "bob", "scope", "openid").expect(200).accessToken();
      assertEquals(
          Integer.parseInt(step[1]),
          Http.get(realm.server().url() + path, "Authorization", "Bearer " + bob).status(),
          "after " + step[0]);
    }
    String other = realm.server().url() + path.replace("/evaluated/", "/master/");
    String bob = realm.signIn("agent", "bob", "scope", "openid").expect(200).accessToken();
    assertEquals(403, Http.get(other, "Authorization", "Bearer " + bob).status());
    assertEquals(404, admin.get(path.replace("client=agent", "client=nobody")).status());
    assertEquals(400, admin.get(path + "&authorization_details=%7B%7D").status());
  }

  @Test
  void fineGrainedAdminPermissionsNameTheUserAndTheClient() {
    admin.put("/admin/realms/evaluated", "{\"adminPermissionsEnabled\":true}").expect(204);
    admin
        .post(
            "/admin/realms/evaluated/users",
            """
            {"username":"carol","enabled":true,"email":"carol@example.org","firstName":"C",
             "lastName":"C","credentials":[{"type":"password","value":"carol"}]}\
            """)
        .expect(201);
    giveRight("carol", "query-users");
    giveRight("carol", "query-clients");
    String alice = admin.userId("evaluated", "alice");
    assertEquals(403, asCarol("agent", alice));
    String policy =
        permit(
            "policy/user",
            "{\"name\":\"carol\",\"users\":[\"%s\"]}"
                .formatted(admin.userId("evaluated", "carol")));
    String view =
        "{\"name\":\"%1$s\",\"resourceType\":\"%1$s\",\"resources\":[\"%2$s\"],\"scopes\":[\"view\"],"
            + "\"policies\":[\"%3$s\"]}";
    permit("permission/scope", view.formatted("Users", alice, policy));
    assertEquals(403, asCarol("agent", alice), "not the client yet");
    String agent = admin.clientUuid("evaluated", "agent");
    permit("permission/scope", view.formatted("Clients", agent, policy));
    assertEquals(200, asCarol("agent", alice));
    assertEquals(403, asCarol("light", alice), "another client");
    String bob = admin.userId("evaluated", "bob");
    assertEquals(403, asCarol("agent", bob), "another user");
  }

  private String permit(String path, String json) {
    return admin
        .post(
            "/admin/realms/evaluated/clients/"
                + admin.clientUuid("evaluated", "admin-permissions")
                + "/authz/resource-server/"
                + path,
            json)
        .expect(201)
        .text("id");
  }

  private int asCarol(String client, String user) {
    String token = realm.signIn("agent", "carol", "scope", "openid").expect(200).accessToken();
    String query = Http.encode("client", client, "scope", "trading-permissions", "user", user);
    return Http.get(
            realm.server().url() + "/admin/realms/evaluated/agent-permissions/evaluate?" + query,
            "Authorization",
            "Bearer " + token)
        .status();
  }

  @Test
  void keycloaksExampleTokenCarriesThePermissions() {
    JsonNode alice = example("alice", "openid trading-permissions");
    assertEquals(
        permissions(realm.signIn("agent", "alice", "scope", "openid trading-permissions")),
        permissions(alice));
    assertEquals(2, permissions(alice).size());
    assertEquals(
        "[\"trading-api\",\"https://trading.example/mcp\",\"quotes-api\","
            + "\"https://quotes.example\"]",
        alice.path("aud").toString());
    assertEquals("{\"sub\":\"agent\"}", alice.path("act").toString());
    assertEquals(List.of(), permissions(example("alice", "openid")));
    assertEquals(List.of(), permissions(example("bob", "openid trading-permissions")));
  }

  private JsonNode example(String user, String scope) {
    return admin
        .get(
            "/admin/realms/evaluated/clients/"
                + admin.clientUuid("evaluated", "agent")
                + "/evaluate-scopes/generate-example-access-token?"
                + Http.encode("scope", scope, "userId", admin.userId("evaluated", user)))
        .expect(200)
        .json();
  }

  private void giveRight(String user, String right) {
    String management = admin.clientUuid("evaluated", "realm-management");
    String role =
        admin
            .get("/admin/realms/evaluated/clients/" + management + "/roles/" + right)
            .expect(200)
            .body();
    admin
        .post(
            "/admin/realms/evaluated/users/"
                + admin.userId("evaluated", user)
                + "/role-mappings/clients/"
                + management,
            "[" + role + "]")
        .expect(204);
  }

  @Test
  void keycloaksOwnScreenEvaluatesThePoliciesWithTheAgentAsClient() {
    assertEquals("PERMIT", ownScreen("agent"));
    assertEquals("DENY", ownScreen("light"));
  }

  private String ownScreen(String client) {
    String settings = realm.authorization("trading-api");
    JsonNode resource =
        admin.get(settings + "/resource?name=account-alice-only&deep=true").json().path(0);
    String request =
        """
        {"userId":"%s","clientId":"%s","roleIds":[],"entitlements":false,
         "context":{"attributes":{}},"resources":[{"name":"account-alice-only","_id":"%s",
         "scopes":[{"name":"read"}]}]}\
        """
            .formatted(
                admin.userId(realm.name(), "alice"),
                admin.clientUuid(realm.name(), client),
                resource.path("_id").asText());
    return admin
        .post(settings + "/policy/evaluate", request)
        .expect(200)
        .json()
        .path("results")
        .path(0)
        .path("status")
        .asText();
  }
}
