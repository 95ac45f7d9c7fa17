package io.github.keycloakagents.it.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.Nodes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;

/**
 * An API with lots of resources, each lot of one type with one permission, an agent whose service
 * account has the role, and a plain client; on a stock server without the agent's scopes.
 */
record PermissionsBenchRealm(KeycloakServer server) {
  private static final String REALM = "/admin/realms/permissions-bench";

  /** Resources per lot; each has the client scope {@code lot-n}. */
  static final int[] LOTS = {1, 10, 100};

  static PermissionsBenchRealm create(KeycloakServer server, boolean withJar) {
    Admin admin = new Admin(server);
    ObjectNode realm = new ObjectMapper().createObjectNode();
    realm.put("realm", "permissions-bench").put("enabled", true);
    realm.withArray("/roles/realm").addObject().put("name", "reader");
    api(realm);
    client(realm, "agent");
    client(realm, "plain");
    admin.createStockRealm(realm.toString());
    String account = admin.userId("permissions-bench", "service-account-agent");
    String role = "[" + admin.get(REALM + "/roles/reader").expect(200).body() + "]";
    admin.post(REALM + "/users/" + account + "/role-mappings/realm", role).expect(204);
    PermissionsBenchRealm bench = new PermissionsBenchRealm(server);
    if (withJar) {
      bench.scopes(admin);
    }
    return bench;
  }

  private static void api(ObjectNode realm) {
    ObjectNode api = realm.withArray("clients").addObject();
    api.put("clientId", "api").put("secret", "api-secret").put("serviceAccountsEnabled", true);
    api.put("authorizationServicesEnabled", true);
    ObjectNode settings = api.putObject("authorizationSettings");
    settings.put("policyEnforcementMode", "ENFORCING").put("decisionStrategy", "UNANIMOUS");
    settings.withArray("scopes").addObject().put("name", "read");
    ObjectNode readers = settings.withArray("policies").addObject();
    readers.put("name", "readers").put("type", "role").put("logic", "POSITIVE");
    readers.putObject("config").put("roles", "[{\"id\":\"reader\",\"required\":false}]");
    for (int lot : LOTS) {
      for (int i = 0; i < lot; i++) {
        ObjectNode resource = settings.withArray("resources").addObject();
        resource.put("name", "lot-%d-%03d".formatted(lot, i)).put("type", "lot-" + lot);
        resource.putArray("scopes").addObject().put("name", "read");
      }
      permission(settings, "lot-" + lot);
    }
    permission(settings, "bulk");
  }

  private static void permission(ObjectNode settings, String type) {
    ObjectNode permission = settings.withArray("policies").addObject();
    permission.put("name", "readers of " + type).put("type", "resource").put("logic", "POSITIVE");
    permission
        .putObject("config")
        .put("defaultResourceType", type)
        .put("applyPolicies", "[\"readers\"]");
  }

  private static void client(ObjectNode realm, String id) {
    ObjectNode agent = realm.withArray("clients").addObject();
    agent.put("clientId", id).put("secret", id + "-secret");
    agent.put("serviceAccountsEnabled", true).put("standardFlowEnabled", false);
  }

  private void scopes(Admin admin) {
    String agent = admin.clientUuid("permissions-bench", "agent");
    for (int lot : LOTS) {
      scope(admin, agent, "lot-" + lot);
    }
    scope(admin, agent, "bulk");
  }

  private void scope(Admin admin, String agent, String type) {
    String location =
        admin
            .post(
                REALM + "/client-scopes",
                """
                {"name":"%1$s","protocol":"openid-connect","protocolMappers":[{"name":"m",
                 "protocol":"openid-connect","protocolMapper":"agent-permissions","config":
                 {"resource.server":"api","resource":"type:%1$s","actions":"read"}}]}\
                """
                    .formatted(type))
            .expect(201)
            .header("Location");
    String id = location.substring(location.lastIndexOf('/') + 1);
    admin.put(REALM + "/clients/" + agent + "/optional-client-scopes/" + id, "{}").expect(204);
  }

  /** So many resources of type {@code bulk}, named {@code bulk-1} and on, written at once. */
  void addBulk(Nodes.Jdbc jdbc, int from, int to) {
    String api = new Admin(server).clientUuid("permissions-bench", "api");
    try (Connection connection =
            DriverManager.getConnection(jdbc.url(), jdbc.user(), jdbc.password());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          insert into resource_server_resource
            (id, name, type, owner, resource_server_id, owner_managed_access)
          select 'bulk-' || i, 'bulk-' || i, 'bulk', '%1$s', '%1$s', false
          from generate_series(%2$d, %3$d) i\
          """
              .formatted(api, from, to));
      statement.executeUpdate(
          """
          insert into resource_scope (resource_id, scope_id)
          select 'bulk-' || i, (select id from resource_server_scope
            where resource_server_id = '%1$s' and name = 'read')
          from generate_series(%2$d, %3$d) i\
          """
              .formatted(api, from, to));
      statement.execute("analyze");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Client credentials of a client, with further parameters. */
  Load load(String name, String client, String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "grant_type";
    all[1] = "client_credentials";
    System.arraycopy(more, 0, all, 2, more.length);
    byte[] credentials = (client + ":" + client + "-secret").getBytes(StandardCharsets.UTF_8);
    String basic = Base64.getEncoder().encodeToString(credentials);
    return new Load(
        name,
        server.url() + "/realms/permissions-bench/protocol/openid-connect/token",
        "Basic " + basic,
        all);
  }
}
