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
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The administrator asks what an agent would get, and reads why. */
@StockKeycloak(jars = Jar.FINE_GRAINED_SCOPES)
class EvaluationIT {

  @Test
  void tellsWhatWouldBeGrantedAndWhy(KeycloakServer server) {
    PermissionsRealm realm = PermissionsRealm.create(server, "evaluated");
    try {
      Admin admin = new Admin(server);
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
      assertEquals(401, Http.get(server.url() + path).status());
      String alice = realm.signIn("agent", "alice", "scope", "openid").expect(200).accessToken();
      assertEquals(403, Http.get(server.url() + path, "Authorization", "Bearer " + alice).status());
    } finally {
      realm.delete();
    }
  }

  @Test
  void needsTheRightToViewTheUserAndTheClient(KeycloakServer server) {
    PermissionsRealm realm = PermissionsRealm.create(server, "watched");
    try {
      Admin admin = new Admin(server);
      String path =
          "/admin/realms/watched/agent-permissions/evaluate?client=agent&scope=trading-permissions"
              + "&user="
              + admin.userId("watched", "alice");
      for (String[] step :
          new String[][] {{null, "403"}, {"view-users", "403"}, {"view-clients", "200"}}) {
        if (step[0] != null) {
          giveRight(admin, step[0]);
        }
        String bob = realm.signIn("agent", "bob", "scope", "openid").expect(200).accessToken();
        assertEquals(
            Integer.parseInt(step[1]),
            Http.get(server.url() + path, "Authorization", "Bearer " + bob).status(),
            "after " + step[0]);
      }
      String other = server.url() + path.replace("watched", "master");
      String bob = realm.signIn("agent", "bob", "scope", "openid").expect(200).accessToken();
      assertEquals(403, Http.get(other, "Authorization", "Bearer " + bob).status());
      assertEquals(404, admin.get(path.replace("client=agent", "client=nobody")).status());
      assertEquals(400, admin.get(path + "&authorization_details=%7B%7D").status());
    } finally {
      realm.delete();
    }
  }

  private static void giveRight(Admin admin, String right) {
    String management = admin.clientUuid("watched", "realm-management");
    String role =
        admin
            .get("/admin/realms/watched/clients/" + management + "/roles/" + right)
            .expect(200)
            .body();
    admin
        .post(
            "/admin/realms/watched/users/"
                + admin.userId("watched", "bob")
                + "/role-mappings/clients/"
                + management,
            "[" + role + "]")
        .expect(204);
  }

  @Test
  void keycloaksOwnScreenEvaluatesThePoliciesWithTheAgentAsClient(KeycloakServer server) {
    PermissionsRealm realm = PermissionsRealm.create(server, "screened");
    try {
      assertEquals("PERMIT", ownScreen(realm, "agent"));
      assertEquals("DENY", ownScreen(realm, "light"));
    } finally {
      realm.delete();
    }
  }

  private static String ownScreen(PermissionsRealm realm, String client) {
    Admin admin = new Admin(realm.server());
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
