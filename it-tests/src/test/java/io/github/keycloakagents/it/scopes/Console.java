package io.github.keycloakagents.it.scopes;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;

/** An administrator who does by hand what a page of the documentation says, step by step. */
final class Console {
  private final Admin admin;
  private final String name;
  private final String realm;

  Console(KeycloakServer server, String name) {
    this.admin = new Admin(server);
    this.name = name;
    this.realm = "/admin/realms/" + name;
    admin.createRealm("{\"realm\":\"%s\",\"enabled\":true}".formatted(name));
  }

  /** Creates something below the realm; the id that it got. */
  String create(String path, String json) {
    Reply created = admin.post(realm + path, json);
    if (created.status() != 201 && created.status() != 204) {
      throw new AssertionError(path + ": " + created.status() + " " + created.body());
    }
    String location = created.header("Location");
    return location == null ? "" : location.substring(location.lastIndexOf('/') + 1);
  }

  /** A person with a password that is the name, in a group or without. */
  String person(String username, String group) {
    return create(
        "/users",
        """
        {"username":"%1$s","enabled":true,"email":"%1$s@example.org","emailVerified":true,
         "firstName":"F","lastName":"L","groups":[%2$s],
         "credentials":[{"type":"password","value":"%1$s"}]}\
        """
            .formatted(username, group == null ? "" : "\"" + group + "\""));
  }

  /** A client with <em>Client authentication</em>, and whatever else is switched on. */
  String client(String clientId, String more) {
    return create(
        "/clients",
        "{\"clientId\":\"%1$s\",\"secret\":\"%1$s-secret\",%2$s}".formatted(clientId, more));
  }

  /** Something on the <em>Authorization</em> tab of a client. */
  String authorization(String client, String path, String json) {
    return create("/clients/" + client + "/authz/resource-server" + path, json);
  }

  /** A client scope with one mapper <em>Agent permissions</em>. */
  String scope(String scope, String server, String resource, String actions) {
    return create(
        "/client-scopes",
        """
        {"name":"%1$s","protocol":"openid-connect","attributes":
         {"include.in.token.scope":"true","display.on.consent.screen":"true"},
         "protocolMappers":[{"name":"%1$s","protocol":"openid-connect",
          "protocolMapper":"agent-permissions","config":
          {"resource.server":"%2$s","resource":"%3$s","actions":"%4$s"}}]}\
        """
            .formatted(scope, server, resource, actions));
  }

  /** Assigns a client scope as optional. */
  void assign(String client, String scope) {
    admin.put(realm + "/clients/" + client + "/optional-client-scopes/" + scope, "{}").expect(204);
  }

  /** Adds a mapper to a client scope. */
  void mapper(String scope, String server, String resource, String actions) {
    create(
        "/client-scopes/" + scope + "/protocol-mappers/models",
        """
        {"name":"%2$s","protocol":"openid-connect","protocolMapper":"agent-permissions",
         "config":{"resource.server":"%1$s","resource":"%2$s","actions":"%3$s"}}\
        """
            .formatted(server, resource, actions));
  }

  void delete() {
    admin.deleteRealm(name);
  }
}
