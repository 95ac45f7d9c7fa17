package io.github.keycloakagents.it.scopes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A realm for an MCP server with the tools search, delete and shutdown: alice may use the first
 * two; the set-up of the documentation, step by step.
 */
record McpRealm(KeycloakServer server, Admin admin) implements AutoCloseable {
  private static final String REALM = "/admin/realms/mcp";

  static McpRealm create(KeycloakServer server, String resource) {
    McpRealm realm = new McpRealm(server, new Admin(server));
    try (InputStream json = McpRealm.class.getResourceAsStream("/scopes/mcp-realm.json")) {
      realm.admin.createRealm(
          new String(json.readAllBytes(), StandardCharsets.UTF_8).replace("{resource}", resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    realm.offerScope("tools-read", "Search in company tools", "search");
    realm.offerScope("tools-admin", "Change company tools", "delete", "shutdown");
    realm.letAnyLoopbackClientRegister();
    return realm;
  }

  String issuer() {
    return server.url() + "/realms/mcp";
  }

  String redirect() {
    return server.url() + "/robots.txt";
  }

  /** A client scope with a mapper per tool, among the realm's optional ones. */
  private void offerScope(String name, String consent, String... tools) {
    StringBuilder mappers = new StringBuilder();
    for (String tool : tools) {
      mappers
          .append(mappers.isEmpty() ? "" : ",")
          .append(
              """
              {"name":"%1$s","protocol":"openid-connect","protocolMapper":"agent-permissions",
               "config":{"resource.server":"tools","resource":"%1$s","actions":"call"}}\
              """
                  .formatted(tool));
    }
    String created =
        admin
            .post(
                REALM + "/client-scopes",
                """
                {"name":"%s","protocol":"openid-connect","protocolMappers":[%s],"attributes":
                 {"include.in.token.scope":"true","display.on.consent.screen":"true",
                  "consent.screen.text":"%s"}}\
                """
                    .formatted(name, mappers, consent))
            .expect(201)
            .header("Location");
    String id = created.substring(created.lastIndexOf('/') + 1);
    admin.put(REALM + "/default-optional-client-scopes/" + id, "{}").expect(204);
  }

  private void letAnyLoopbackClientRegister() {
    for (JsonNode policy : policies()) {
      if (policy.path("subType").asText().equals("anonymous")
          && policy.path("providerId").asText().equals("trusted-hosts")) {
        ((ObjectNode) policy.path("config"))
            .putArray("trusted-hosts")
            .add("localhost")
            .add("127.0.0.1");
        admin
            .put(REALM + "/components/" + policy.path("id").asText(), policy.toString())
            .expect(204);
      }
    }
    admin
        .post(
            REALM + "/components",
            """
            {"name":"Agent permissions","providerId":"agent-permissions-scopes",
             "providerType":"%s","subType":"anonymous","config":{}}\
            """
                .formatted(POLICY))
        .expect(201);
  }

  private JsonNode policies() {
    return admin.get(REALM + "/components?type=" + POLICY).expect(200).json();
  }

  private static final String POLICY =
      "org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy";

  @Override
  public void close() {
    admin.deleteRealm("mcp");
  }
}
