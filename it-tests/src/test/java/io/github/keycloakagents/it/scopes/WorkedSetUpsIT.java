package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.actors;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.audience;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/**
 * The worked set-ups of docs/fine-grained-permissions.md as written; the third is {@link McpIT}.
 */
@PermissionsKeycloak
class WorkedSetUpsIT {
  private static final String AGENT =
      "\"directAccessGrantsEnabled\":true,\"redirectUris\":[\"http://localhost/*\"]";
  private static final String API =
      "\"serviceAccountsEnabled\":true,\"authorizationServicesEnabled\":true,"
          + "\"standardFlowEnabled\":false,\"rootUrl\":\"%s\","
          + "\"attributes\":{\"standard.token.exchange.enabled\":\"true\"}";

  private final KeycloakServer server;
  private final Console console;

  WorkedSetUpsIT(KeycloakServer server) {
    this.server = server;
    this.console = new Console(server, "worked");
  }

  @AfterEach
  void remove() {
    console.delete();
  }

  @Test
  void aTradingAccount() {
    console.create("/groups", "{\"name\":\"traders\"}");
    console.person("alice", "/traders");
    console.person("bob", null);
    String trading = api("trading-api", "https://trading.example/mcp", "read", "trade");
    resource(trading, "account-1", "trading-account", null, "read", "trade");
    groupPolicy(trading, "traders");
    permission(trading, "\"resources\":[\"account-1\"]", "traders");
    String quotes = api("quotes-api", "https://quotes.example", "read");
    resource(quotes, "quotes", "quotes", null, "read");
    groupPolicy(quotes, "traders");
    permission(quotes, "\"resources\":[\"quotes\"]", "traders");
    String scope =
        console.scope("trading-permissions", "trading-api", "type:trading-account", "read trade");
    console.mapper(scope, "quotes-api", "quotes", "read");
    console.assign(console.client("agent", AGENT), scope);
    console.assign(trading, console.scope("quotes-permissions", "quotes-api", "quotes", "read"));

    Reply alice = signIn("alice", "scope", "openid trading-permissions");
    assertEquals(
        List.of(
            "https://quotes.example quotes read",
            "https://trading.example/mcp account-1 read trade"),
        permissions(alice).stream().sorted().toList());
    assertEquals(List.of(), permissions(signIn("bob", "scope", "openid trading-permissions")));
    String read = "[" + entry("trading-api", "account-1", "read") + "]";
    assertEquals(
        List.of("trading-api account-1 read"),
        permissions(signIn("alice", "scope", "openid", "authorization_details", read)));
    Reply next =
        new Agent(server, "worked", "trading-api", "trading-api-secret")
            .exchange(
                alice.accessToken(),
                "scope",
                "quotes-permissions",
                "resource",
                "https://quotes.example");
    assertEquals(List.of("https://quotes.example quotes read"), permissions(next));
    assertEquals(List.of("quotes-api", "https://quotes.example"), audience(next));
    assertEquals("{\"sub\":\"trading-api\",\"act\":{\"sub\":\"agent\"}}", actors(next));
  }

  @Test
  void aTradingAccountByClicks() {
    console.create("/groups", "{\"name\":\"traders\"}");
    console.person("alice", "/traders");
    console.client("agent", AGENT);
    try (AdminConsole screen = new AdminConsole(server, "worked")) {
      clickTheApi(screen);
      clickItsAuthorization(screen);
      clickTheScope(screen);
    }
    Reply alice = signIn("alice", "scope", "openid trading-permissions");
    assertEquals(List.of("https://trading.example/mcp account-1 read trade"), permissions(alice));
    assertEquals(List.of("trading-api", "https://trading.example/mcp"), audience(alice));
  }

  private static void clickTheApi(AdminConsole screen) {
    screen.link("Create client").type("clientId", "trading-api").button("Next");
    screen.check("#kc-authentication").check("#kc-authorization-switch");
    screen.check("#kc-standard-token-exchange-enabled").button("Next");
    screen.type("rootUrl", "https://trading.example/mcp").button("Save");
    assertSuccess(screen.said());
    screen.tab("Authorization");
  }

  private static void clickItsAuthorization(AdminConsole screen) {
    for (String action : List.of("read", "trade")) {
      screen.tab("authorizationScopes").button("Create authorization scope");
      assertSaved(screen.type("name", action));
    }
    screen.tab("authorizationResources").button("Create resource").type("name", "account-1");
    screen.type("displayName", "Alice's account").type("type", "trading-account");
    screen.choose("#scopes", "read").choose("#scopes", "trade").look("console-resource");
    assertSaved(screen);
    screen.link("Client details").tab("Policies").button("Create client policy");
    screen.press(By.xpath("//*[@role='dialog']//td[.='Group']")).type("name", "traders");
    screen.button("Add groups").check("[data-testid=traders-check]");
    screen.press(By.cssSelector("[data-testid=add-button]"));
    assertSaved(screen);
    screen.link("Client details").tab("Permissions").button("Create resource-based permission");
    screen.type("name", "traders may").choose("#resources", "account-1");
    screen.choose("#policies", "traders").look("console-permission");
    assertSaved(screen);
  }

  private static void clickTheScope(AdminConsole screen) {
    screen.menu("Client scopes").link("Create client scope");
    assertSaved(screen.type("name", "trading-permissions"));
    screen.tab("Mappers").button("Configure a new mapper");
    screen.press(By.id("agent-permissions")).type("name", "accounts");
    String missing = screen.save();
    assertTrue(missing.contains("Agent permissions: choose a resource server"), missing);
    screen.choose("[id^='config.resource'][id$='server']", "trading-api");
    screen.type("config.resource", "type:trading-account").type("config.actions", "read trade");
    assertSaved(screen.look("console-mapper"));
    screen.menu("Clients").link("agent").tab("Client scopes").button("Add client scope");
    screen.press(By.xpath("//*[@role='dialog']//tr[contains(., 'trading-permissions')]//input"));
    screen.press(By.id("add-dropdown"));
    screen.press(By.xpath("//*[@role='menuitem'][normalize-space()='Optional']"));
    assertSuccess(screen.said());
    screen.look("console-assigned");
  }

  private static void assertSaved(AdminConsole screen) {
    assertSuccess(screen.save());
  }

  private static void assertSuccess(String said) {
    assertTrue(said.matches("(?s).*(uccess|created|updated).*"), said);
  }

  @Test
  void documentsPerFolder() {
    console.create("/groups", "{\"name\":\"team\"}");
    console.person("alice", "/team");
    String bob = console.person("bob", "/team");
    String documents = api("documents", "https://documents.example", "view", "edit");
    for (String path : List.of("/team/plan.md", "/team/2026/budget.md", "/board/pay.md")) {
      resource(documents, path, "document", null, "view", "edit");
    }
    resource(documents, "/team/bobs-own.md", "document", bob, "view", "edit");
    groupPolicy(documents, "team");
    permission(documents, "\"resourceType\":\"document\"", "team");
    console.assign(
        console.client("agent", AGENT),
        console.scope("team-documents", "documents", "/team/*", "view"));

    assertEquals(
        List.of("/team/2026/budget.md", "/team/plan.md"),
        documents(signIn("alice", "scope", "openid team-documents")));
    assertEquals(
        List.of("/team/2026/budget.md", "/team/bobs-own.md", "/team/plan.md"),
        documents(signIn("bob", "scope", "openid team-documents")));
    assertEquals(List.of("documents /team/plan.md view"), permissions(ask("/team/plan.md")));
    for (String path :
        List.of("/board/pay.md", "/team/../board/pay.md", "/team/bobs-own.md", "/team/*")) {
      assertEquals("invalid_authorization_details", ask(path).expect(400).text("error"), path);
    }
  }

  @Test
  void aDocumentByItsUriInAFolder() {
    console.create("/groups", "{\"name\":\"team\"}");
    console.person("alice", "/team");
    String bob = console.person("bob", "/team");
    String documents = api("documents", "https://documents.example", "view", "edit");
    folder(documents, "handbook", "shared", "", "/handbook/*");
    folder(documents, "board", "secret", "", "/handbook/board/*");
    folder(documents, "bobs", "shared", bob, "/handbook/bob/*");
    resource(documents, "/handbook/note.md", "shared", bob, "view");
    groupPolicy(documents, "team");
    permission(documents, "\"resourceType\":\"shared\"", "team");
    console.assign(
        console.client("agent", AGENT), console.scope("handbook", "documents", "*", "view"));

    Reply asked = ask("/handbook/2026/start.md");
    assertEquals(List.of("documents /handbook/2026/start.md view"), permissions(asked));
    Reply again =
        new Agent(server, "worked", "agent", "agent-secret").refresh(asked.text("refresh_token"));
    assertEquals(List.of("documents /handbook/2026/start.md view"), permissions(again));
    assertEquals(List.of("documents handbook view"), permissions(ask("handbook")));
    String many = (entry("documents", "/handbook/a.md", "view") + ",").repeat(11);
    String details = "[" + many.substring(0, many.length() - 1) + "]";
    Reply flood = signIn("alice", "scope", "openid", "authorization_details", details);
    assertEquals("invalid_authorization_details", flood.expect(400).text("error"));
    for (String path :
        List.of(
            "/handbook/board/pay.md",
            "/handbook/bob/diary.md",
            "/handbook/note.md",
            "/handbook/x/../board/pay.md",
            "/handbook/%62oard/pay.md",
            "/handbook//board/pay.md",
            "/Handbook/start.md",
            "/handbook/*",
            "/other/start.md")) {
      assertEquals("invalid_authorization_details", ask(path).expect(400).text("error"), path);
    }
  }

  private void folder(String api, String name, String type, String owner, String uri) {
    console.authorization(
        api,
        "/resource",
        """
        {"name":"%s","type":"%s","owner":{"id":"%s"},"uris":["%s"],"scopes":["view","edit"]}\
        """
            .formatted(name, type, owner.isEmpty() ? api : owner, uri));
  }

  private String api(String clientId, String url, String... scopes) {
    String client = console.client(clientId, API.formatted(url));
    for (String scope : scopes) {
      console.authorization(client, "/scope", "{\"name\":\"" + scope + "\"}");
    }
    return client;
  }

  private void resource(String api, String name, String type, String owner, String... scopes) {
    console.authorization(
        api,
        "/resource",
        "{\"name\":\"%s\",\"type\":\"%s\",\"scopes\":[\"%s\"]%s}"
            .formatted(
                name,
                type,
                String.join("\",\"", scopes),
                owner == null ? "" : ",\"owner\":{\"id\":\"" + owner + "\"}"));
  }

  private void groupPolicy(String api, String group) {
    console.authorization(
        api,
        "/policy/group",
        "{\"name\":\"%1$s\",\"groups\":[{\"path\":\"/%1$s\"}]}".formatted(group));
  }

  private void permission(String api, String what, String policy) {
    console.authorization(
        api,
        "/permission/resource",
        "{\"name\":\"%1$s may\",%2$s,\"policies\":[\"%1$s\"]}".formatted(policy, what));
  }

  private Reply ask(String document) {
    String details = "[" + entry("documents", document, "view", "edit") + "]";
    return signIn("alice", "scope", "openid", "authorization_details", details);
  }

  private Reply signIn(String user, String... more) {
    String[] all = new String[more.length + 6];
    System.arraycopy(
        new String[] {"grant_type", "password", "username", user, "password", user}, 0, all, 0, 6);
    System.arraycopy(more, 0, all, 6, more.length);
    return new Agent(server, "worked", "agent", "agent-secret").token(all);
  }

  private static List<String> documents(Reply reply) {
    return permissions(reply).stream().map(line -> line.split(" ")[1]).sorted().toList();
  }
}
