package io.github.keycloakagents.it.scopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A realm with an agent, a trading API and a quotes API; alice is a trader, bob is not.
 *
 * @param name name of the realm
 */
record PermissionsRealm(KeycloakServer server, String name) {
  static final String ACCOUNT = "account-DE89370400440532013000";
  static final String TRADING = "https://trading.example/mcp";
  static final String QUOTES = "https://quotes.example";

  static PermissionsRealm create(KeycloakServer server, String name) {
    return create(server, name, realm -> realm);
  }

  /** With the realm file changed before it is imported. */
  static PermissionsRealm create(
      KeycloakServer server, String name, UnaryOperator<ObjectNode> change) {
    try (InputStream json =
        PermissionsRealm.class.getResourceAsStream("/scopes/permissions-realm.json")) {
      ObjectNode realm = (ObjectNode) new ObjectMapper().readTree(json);
      new Admin(server).createRealm(change.apply(realm.put("realm", name)).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PermissionsRealm(server, name);
  }

  /** A page without a script, where the browser comes back to. */
  String redirect() {
    return server.url() + "/robots.txt";
  }

  void delete() {
    new Admin(server).deleteRealm(name);
  }

  Agent client(String clientId) {
    return new Agent(server, name, clientId, clientId + "-secret");
  }

  /** The resource-server settings of a client, for the administrator. */
  String authorization(String clientId) {
    return "/admin/realms/"
        + name
        + "/clients/"
        + new Admin(server).clientUuid(name, clientId)
        + "/authz/resource-server";
  }

  /** A token of the user for the agent; the password grant spares a browser. */
  Reply signIn(String clientId, String user, String... more) {
    List<String> parameters =
        new ArrayList<>(List.of("grant_type", "password", "username", user, "password", user));
    parameters.addAll(List.of(more));
    return client(clientId).token(parameters.toArray(String[]::new));
  }

  static String entry(String location, String identifier, String... actions) {
    return "{\"type\":\"resource_permission\",\"locations\":[\""
        + location
        + "\"],\"identifier\":\""
        + identifier
        + "\""
        + (actions.length == 0 ? "" : ",\"actions\":[\"" + String.join("\",\"", actions) + "\"]")
        + "}";
  }

  /** The permissions of a token, each as {@code location identifier actions…}. */
  static List<String> permissions(Reply reply) {
    return permissions(Reply.claims(reply.expect(200).accessToken()));
  }

  static List<String> permissions(JsonNode claims) {
    List<String> permissions = new ArrayList<>();
    for (JsonNode entry : claims.path("authorization_details")) {
      if (entry.path("type").asText().equals("resource_permission")) {
        List<String> words = new ArrayList<>();
        words.add(entry.path("locations").path(0).asText());
        words.add(entry.path("identifier").asText());
        entry.path("actions").forEach(action -> words.add(action.asText()));
        permissions.add(String.join(" ", words));
      }
    }
    return permissions;
  }

  static List<String> audience(Reply reply) {
    JsonNode aud = Reply.claims(reply.expect(200).accessToken()).path("aud");
    List<String> audience = new ArrayList<>();
    if (aud.isTextual()) {
      audience.add(aud.asText());
    }
    aud.forEach(a -> audience.add(a.asText()));
    return audience;
  }

  /** Asserts that a request was refused, and for this reason. */
  static void refused(String error, String description, Reply reply) {
    assertEquals(error, reply.expect(400).text("error"), reply.body());
    assertEquals(description, reply.text("error_description"));
    assertFalse(reply.body().contains(ACCOUNT), "an error tells nothing of what exists");
  }

  static String actors(Reply reply) {
    return Reply.claims(reply.expect(200).accessToken()).path("act").toString();
  }
}
