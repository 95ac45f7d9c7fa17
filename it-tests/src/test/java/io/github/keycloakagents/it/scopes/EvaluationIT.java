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
}
