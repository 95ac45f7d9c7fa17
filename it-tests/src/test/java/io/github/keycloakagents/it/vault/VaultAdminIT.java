package io.github.keycloakagents.it.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an administrator may see and end, by the rights that Keycloak gave. */
@StockKeycloak(jars = Jar.TOKEN_VAULT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultAdminIT {
  private VaultRealms realms;
  private Agent agent;
  private String subject;
  private String base;
  private String alice;

  @BeforeAll
  void realms(KeycloakServer server) {
    realms = new VaultRealms(server, "admins").create(300);
    agent = realms.agent();
    base = server.url() + "/admin/realms/admins/token-vault/";
    subject = realms.signInThroughBank(agent, "alice", "openid bank-accounts").accessToken();
    alice = realms.admin().userId("admins", "alice");
    realms.admin().put("/admin/realms/admins", "{\"adminEventsEnabled\":true}").expect(204);
  }

  @AfterAll
  void remove() {
    realms.remove();
  }

  @Test
  void anAdministratorWithoutTheRightSeesNothing() {
    String id = connection();
    for (String role : new String[] {"view-clients", "manage-clients", "view-events"}) {
      String[] curious = administrator(role);
      for (String path :
          new String[] {
            "connections?user=" + alice,
            "connections?connection=bank",
            "connections/" + id,
            "status"
          }) {
        assertEquals(403, Http.get(base + path, curious).status(), role + " " + path);
      }
      assertEquals(403, Http.get(base + "connections/no-such", curious).status());
      assertEquals(403, Http.delete(base + "connections/" + id, curious).status());
    }
    assertEquals(id, connection());
  }

  @Test
  void viewUsersSeesAndManageUsersEnds() {
    String id = connection();
    String[] viewer = administrator("view-users");
    Reply seen = Http.get(base + "connections?user=" + alice, viewer).expect(200);
    assertEquals(alice, seen.json().path(0).path("user_id").asText());
    assertEquals(
        1, Http.get(base + "connections?connection=bank", viewer).expect(200).json().size());
    Http.get(base + "connections/" + id, viewer).expect(200);
    assertEquals(400, Http.get(base + "connections", viewer).status());
    assertEquals(404, Http.get(base + "connections/no-such", viewer).status());
    assertEquals(404, Http.get(base + "connections?user=no-such", viewer).status());
    assertEquals(403, Http.delete(base + "connections/" + id, viewer).status());
    assertEquals(403, Http.delete(base + "connections?user=" + alice, viewer).status());

    String token = agent.exchange(subject, "requested_issuer", "bank").expect(200).accessToken();
    Http.delete(base + "connections/" + id, administrator("manage-users")).expect(204);
    assertEquals("not_connected", exchange().expect(400).text("reason"));
    Eventually.holds(() -> realms.bankUserinfo(token).status() == 401);
    assertTrue(
        realms
            .admin()
            .get("/admin/realms/admins/admin-events")
            .body()
            .contains("token-vault/connections/" + id));
    again();
  }

  @Test
  void endsAllOfAUserOrOfAConnection() {
    String[] manager = administrator("manage-users");
    Http.delete(base + "connections?user=" + alice, manager).expect(204);
    assertEquals("not_connected", exchange().expect(400).text("reason"));
    again();
    Http.delete(base + "connections?connection=bank", manager).expect(204);
    assertEquals("not_connected", exchange().expect(400).text("reason"));
    assertEquals(400, Http.delete(base + "connections", manager).status());
    again();
  }

  @Test
  void viewRealmSeesTheState() {
    Reply status = Http.get(base + "status", administrator("view-realm")).expect(200);
    assertEquals(1, status.json().path("credentials").path("active").asInt(), status.body());
    assertTrue(status.json().path("healthy").asBoolean(), status.body());
  }

  @Test
  void fineGrainedPermissionsNameTheUsers() {
    again();
    Admin admin = realms.admin();
    String realm = "/admin/realms/admins";
    admin.put(realm, "{\"adminPermissionsEnabled\":true}").expect(204);
    String[] helper = administrator("query-users");
    String id = admin.userId("admins", "admin-query-users");
    String authz =
        realm
            + "/clients/"
            + admin.clientUuid("admins", "admin-permissions")
            + "/authz/resource-server/";
    String policy =
        admin
            .post(
                authz + "policy/user",
                "{\"name\":\"helper\",\"users\":[\"%s\"],\"logic\":\"POSITIVE\"}".formatted(id))
            .expect(201)
            .text("id");
    String bob = admin.userId("admins", "carol");
    admin
        .post(
            authz + "permission/scope",
            """
            {"name":"carol only","resourceType":"Users","resources":["%s"],"scopes":["view"],
             "policies":["%s"]}
            """
                .formatted(bob, policy))
        .expect(201);
    assertEquals(200, Http.get(base + "connections?user=" + bob, helper).status());
    assertEquals(403, Http.get(base + "connections?user=" + alice, helper).status());
    assertEquals(403, Http.get(base + "connections/" + connection(), helper).status());
    assertEquals(403, Http.delete(base + "connections/" + connection(), helper).status());
    assertEquals(403, Http.delete(base + "connections?user=" + bob, helper).status());
    admin.put(realm, "{\"adminPermissionsEnabled\":false}").expect(204);
  }

  private void again() {
    subject = realms.signInThroughBank(agent, "alice", "openid bank-accounts").accessToken();
    exchange().expect(200);
  }

  private Reply exchange() {
    return agent.exchange(subject, "requested_issuer", "bank");
  }

  private String connection() {
    return realms
        .admin()
        .get("/admin/realms/admins/token-vault/connections?user=" + alice)
        .expect(200)
        .json()
        .path(0)
        .path("id")
        .asText();
  }

  /** The header of an administrator of the realm who has this one role. */
  private String[] administrator(String role) {
    Admin admin = realms.admin();
    String name = "admin-" + role;
    if (admin.userId("admins", name).isEmpty()) {
      admin
          .post(
              "/admin/realms/admins/users",
              """
              {"username":"%1$s","enabled":true,"email":"%1$s@example.org","firstName":"A","lastName":"B",
               "credentials":[{"type":"password","value":"pass"}]}
              """
                  .formatted(name))
          .expect(201);
      String client = admin.clientUuid("admins", "realm-management");
      String roles =
          admin.get("/admin/realms/admins/clients/" + client + "/roles/" + role).expect(200).body();
      admin
          .post(
              "/admin/realms/admins/users/"
                  + admin.userId("admins", name)
                  + "/role-mappings/clients/"
                  + client,
              "[" + roles + "]")
          .expect(204);
    }
    String token =
        Http.form(
                realms.protocol("admins") + "/token",
                new String[0],
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                name,
                "password",
                "pass")
            .expect(200)
            .accessToken();
    return new String[] {"Authorization", "Bearer " + token};
  }
}
