package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.NodeProgram;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.customizer.McpHttpClientTransportAuthorizationErrorHandler;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Clients of the official MCP SDKs against an MCP server of the SDK that only reads the token: they
 * find Keycloak, register themselves, ask, call one tool, ask for more, and are refused the rest.
 */
@PermissionsKeycloak
class McpIT {

  @Test
  void theTypeScriptClientStepsUp(KeycloakServer keycloak) {
    try (NodeProgram tools =
            NodeProgram.start(
                "mcp", "server.mjs", Map.of("ISSUER", keycloak.url() + "/realms/mcp"));
        UserBrowser alice = new UserBrowser()) {
      String url = tools.await("ready").asText();
      try (McpRealm realm = McpRealm.create(keycloak, url);
          NodeProgram client =
              NodeProgram.start(
                  "mcp", "client.mjs", Map.of("MCP_URL", url, "REDIRECT", realm.redirect()))) {
        String first = client.await("open").asText();
        assertTrue(first.contains("resource=http"), first);
        alice.open(first).signIn("alice", "alice").await("#kc-login");
        assertTrue(alice.text().contains("Search in company tools"), alice.text());
        assertFalse(alice.text().contains("Change company tools"), alice.text());
        client.say(consent(alice, realm));
        JsonNode token = Reply.claims(client.await("token").asText());
        assertEquals(List.of(url + " search call"), permissions(token));
        assertEquals(List.of("tools", url), words(token.path("aud")));

        assertTrue(client.await("text").asText().startsWith("search for {\"sub\":\""));

        alice.open(client.await("open").asText()).await("#kc-login");
        assertTrue(alice.text().contains("Change company tools"), alice.text());
        alice.screenshot("mcp-step-up");
        client.say(consent(alice, realm));
        JsonNode more = Reply.claims(client.await("token").asText());
        assertEquals(List.of(url + " delete call", url + " search call"), sorted(more));
        assertTrue(client.await("text").asText().startsWith("delete for {\"sub\":\""));

        alice.open(client.await("open").asText()).awaitUrl(realm.redirect());
        client.say(alice.parameter("code"));
        assertEquals(sorted(more), sorted(Reply.claims(client.await("token").asText())));
        assertEquals("shutdown", client.await("refused").asText());
        assertTrue(client.await("done").asBoolean());
      }
    }
  }

  @Test
  void theJavaClientStepsUp(KeycloakServer keycloak) {
    try (NodeProgram tools =
            NodeProgram.start(
                "mcp", "server.mjs", Map.of("ISSUER", keycloak.url() + "/realms/mcp"));
        UserBrowser alice = new UserBrowser()) {
      String url = tools.await("ready").asText();
      try (McpRealm realm = McpRealm.create(keycloak, url)) {
        McpLogin login = new McpLogin(alice, realm.redirect());
        try (McpSyncClient client = client(url, login)) {
          client.initialize();
          assertEquals(List.of(url + " search call"), permissions(Reply.claims(login.token())));
          assertTrue(call(client, "search").startsWith("search for {\"sub\":\""));
          assertEquals(List.of("tools-read"), login.scopes());

          assertTrue(call(client, "delete").startsWith("delete for {\"sub\":\""));
          assertEquals(List.of("tools-read", "tools-read tools-admin"), login.scopes());

          assertThrows(RuntimeException.class, () -> call(client, "shutdown"));
          assertEquals(
              List.of(url + " delete call", url + " search call"),
              sorted(Reply.claims(login.token())));
        }
      }
    }
  }

  private static McpSyncClient client(String url, McpLogin login) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder(url.replace("/mcp", ""))
                .endpoint("/mcp")
                .authorizationErrorHandler(
                    McpHttpClientTransportAuthorizationErrorHandler.fromSync(login))
                .httpRequestCustomizer(
                    (request, method, uri, body, context) ->
                        request.setHeader("Authorization", "Bearer " + login.token()))
                .build())
        .requestTimeout(Duration.ofMinutes(1))
        .initializationTimeout(Duration.ofMinutes(1))
        .build();
  }

  private static String call(McpSyncClient client, String tool) {
    CallToolResult result = client.callTool(new CallToolRequest(tool, Map.of()));
    return ((TextContent) result.content().get(0)).text();
  }

  private static String consent(UserBrowser alice, McpRealm realm) {
    alice.click("#kc-login").awaitUrl(realm.redirect());
    return alice.parameter("code");
  }

  private static List<String> sorted(JsonNode token) {
    return permissions(token).stream().sorted().toList();
  }

  private static List<String> words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
