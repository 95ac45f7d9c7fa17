package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.FormBrowser;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/**
 * Every page of the jars on a phone, on the stock theme and on ours: axe finds nothing serious,
 * nothing overflows, no script fails, and ours needs no inline script.
 */
@StockKeycloak(
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class LookIT {
  private static final String STRICT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final String STOCK = "frame-src 'self'; frame-ancestors 'self'; object-src 'none'";
  private static final String LONG =
      "[{\"type\":\"trade\",\"locations\":[\"https://trading.example/mcp\"],\"instrument\":\"شركة"
          + " المثال ⟨ACME⟩\",\"side\":\"売り\",\"quantity\":100,"
          + "\"amount\":{\"value\":\"4200.00\",\"currency\":\"USD\"},"
          + "\"account\":\"DE89370400440532013000DE89370400440532013000DE89370400440532013000\","
          + "\"note\":\"Достигнут лимит. The limit that you set was reached, so the whole position"
          + " goes at the market's price; nothing is kept back, and what is left of the order is"
          + " cancelled at the close. <b>Not bold</b> &amp; https://evil.example/\"}]";

  private static final String ACCOUNT =
      "[{\"type\":\"resource_permission\",\"locations\":[\"https://trading.example/mcp\"],"
          + "\"identifier\":\"account-DE89370400440532013000\",\"actions\":[\"read\",\"trade\"]}]";

  private final KeycloakServer server;
  private static DemoPushService push;
  private static Agent agent;

  LookIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeAll
  static void prepare(KeycloakServer server) {
    Admin admin = new Admin(server);
    admin.importDemoRealms();
    push = new DemoPushService(PushPort.NUMBER);
    agent = new Agent(server, "agents", "agent", "agent-secret");
    String action =
        "/admin/realms/agents/authentication/required-actions/push-approval-device/config";
    admin
        .put(
            action,
            "{\"config\":{\"number.matching\":\"true\",\"pre.approval\":\"true\",\"max.per.minute\":\"100\","
                + "\"max.pending\":\"50\",\"max.pending.per.agent\":\"50\",\"cooldown\":\"0\"}}")
        .expect(204);
    addSignedType(admin);
    admin
        .post(
            "/admin/realms/agents/authentication/register-required-action",
            "{\"providerId\":\"agent-permissions-consent\",\"name\":\"Agent permissions consent\"}")
        .expect(204);
    Person alice = new Person("alice", "alice", new FormBrowser());
    String back = server.url() + "/robots.txt";
    alice.reach(
        agent.authorizationUrl(
            server.url() + "/realms/agents/token-vault/accounts", "openid", "kc_idp_hint", "bank"),
        "button.token-vault-disconnect");
    String key =
        alice
            .reach(
                agent.authorizationUrl(back, "openid", "kc_action", "push-approval-device"),
                "form#ciba-push-enrol")
            .expectFirst("form#ciba-push-enrol")
            .attr("data-application-server-key");
    PushSubscription device = PushSubscription.at(push.subscribe(key));
    alice
        .browser()
        .submit(
            "form#ciba-push-enrol",
            java.util.Map.of(
                "endpoint", device.endpoint(), "p256dh", device.p256dh(), "auth", device.auth()));
  }

  @AfterAll
  static void delete(KeycloakServer server) {
    push.close();
    new Admin(server).deleteRealm("agents");
    new Admin(server).deleteRealm("bank");
  }

  @BeforeEach
  void ask() {
    for (String details : new String[] {ApprovalRealm.TRADE, LONG}) {
      ask("Sell 100 شركة المثال (ACME)?", details);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "keycloak.v2, light, en",
    "keycloak.v2, dark, de",
    "agents, light, de",
    "agents, dark, en",
    "agents, light, ar",
    "agents, dark, ja"
  })
  void everyPageIsFine(String theme, String scheme, String language) {
    dress(theme, theme.equals("agents") ? STRICT : STOCK);
    try (Look look = Look.of(theme + "-" + scheme + "-" + language, scheme, language)) {
      walk(look);
      assertEquals(
          language.equals("ar") ? "rtl" : "ltr",
          look.browser().driver().executeScript("return document.documentElement.dir"));
      look.isFine();
    }
  }

  private void walk(Look look) {
    UserBrowser alice = look.browser();
    String back = server.url() + "/robots.txt";
    alice.open(
        agent.authorizationUrl(
            back,
            "openid bank-accounts trade trading-permissions",
            "prompt",
            "consent",
            "authorization_details",
            ACCOUNT));
    look.at("login", "#kc-login");
    alice.signIn("alice", "alice");
    look.at("permissions", "#permissions-allow");
    alice.click("#permissions-allow");
    alice.await("#kc-login");
    look.forget(); // Keycloak's script that tidies the history after a form is what STRICT blocks
    look.at("consent", "#kc-login");
    alice.click("#kc-login");
    alice.awaitUrl(back);
    look.forget();
    alice.open(agent.authorizationUrl(back, "openid", "kc_action", "push-approval-device"));
    look.at("enrol", "#ciba-push-enable");
    String pages = server.url() + "/realms/agents/ciba-push/";
    alice.open(pages);
    look.at("inbox", "a.cp-card");
    alice.click("li:last-child > a.cp-card");
    look.at("approve", "button.cp-yes");
    alice.click("#ciba-push-more summary");
    alice.click("details:not(#ciba-push-more) summary");
    alice.type("#ciba-push-reason", "Not before Friday");
    look.at("approve-more", "button.cp-alarm");
    alice.click("details:not(#ciba-push-more) button.cp-no");
    look.at("denied", "[data-result=denied]");
    sign(look, pages);
    approveBeforehand(look, pages);
    report(look, pages);
    alice.open(server.url() + "/realms/agents/token-vault/accounts");
    look.at("accounts", "button.token-vault-disconnect");
  }

  private void sign(Look look, String pages) {
    ask("Signed", "[{\"type\":\"wire\",\"to\":\"Müller\",\"sum\":\"1.50\"}]");
    UserBrowser alice = look.browser();
    open(alice, pages, "Signed");
    look.at("approve-sign", "#ciba-push-sign");
    alice.click("button.cp-yes");
    look.at("approve-unsigned", "#ciba-push-unsigned:not([hidden])");
    alice.click("button.cp-no").await("[data-result=denied]");
  }

  private void approveBeforehand(Look look, String pages) {
    String number = ask("Often", ApprovalRealm.TRADE).text("match_number");
    UserBrowser alice = look.browser();
    open(alice, pages, "Often");
    alice.driver().findElement(By.xpath("//label[normalize-space()='" + number + "']")).click();
    alice.click("#ciba-push-more summary");
    alice.type("#ciba-push-amount", "10000");
    alice.click("button[value=preapprove]");
    look.at("approved", "[data-result=approved]");
    alice.open(pages);
    look.at("inbox-beforehand", "form[action$='/end'] button");
    alice.click("form[action$='/end'] button").await("main");
    alice.open(pages);
    assertFalse(alice.sees("form[action$='/end']"));
  }

  private void report(Look look, String pages) {
    ask("Strange", ApprovalRealm.TRADE);
    UserBrowser alice = look.browser();
    open(alice, pages, "Strange");
    alice.click("details:not(#ciba-push-more) summary").click("button.cp-alarm");
    look.at("reported", "[data-result=reported]");
    alice.open(pages + "history");
    alice.click("summary");
    look.at("history", "form[action$='/lift'] button");
    alice.click("form[action$='/lift'] button");
    look.at("lifted", "[data-result=lifted]");
    alice.open(pages + "history?q=nothing+is+called+so");
    look.at("history-empty", "#ciba-push-q");
    alice.open(pages + "approve/unknown");
    alice.await("[data-result=unknown]");
    look.forget(); // the browser complains of every page that comes with a 404
    look.at("unknown", "[data-result=unknown]");
  }

  private static void open(UserBrowser alice, String pages, String message) {
    alice.open(pages);
    alice.driver().findElement(By.xpath("//a[contains(., '" + message + "')]")).click();
  }

  private static Reply ask(String message, String details) {
    return agent
        .ask(
            "scope",
            "openid trade",
            "login_hint",
            "alice",
            "binding_message",
            message,
            "authorization_details",
            details)
        .expect(200);
  }

  private static void addSignedType(Admin admin) {
    admin
        .post(
            "/admin/realms/agents/client-scopes",
            "{\"name\":\"wire\",\"protocol\":\"openid-connect\",\"protocolMappers\":[{\"name\":\"wire\","
                + "\"protocol\":\"openid-connect\",\"protocolMapper\":\"authorization-details-type\",\"config\":{\"type\":\"wire\",\"label\":\"Wire"
                + " transfer\",\"passkey.signature\":\"true\"}}]}")
        .expect(201);
    for (JsonNode scope : admin.get("/admin/realms/agents/client-scopes").json()) {
      if (scope.path("name").asText().equals("wire")) {
        admin
            .put(
                "/admin/realms/agents/clients/"
                    + admin.clientUuid("agents", "agent")
                    + "/optional-client-scopes/"
                    + scope.path("id").asText(),
                "{}")
            .expect(204);
      }
    }
  }

  private void dress(String theme, String policy) {
    Admin admin = new Admin(server);
    JsonNode realm = admin.get("/admin/realms/agents").expect(200).json();
    ObjectNode changed = (ObjectNode) realm;
    changed.put("loginTheme", theme);
    changed
        .putArray("supportedLocales")
        .add("en")
        .add("de")
        .add("fr")
        .add("es")
        .add("ja")
        .add("ar");
    ((ObjectNode) changed.get("browserSecurityHeaders")).put("contentSecurityPolicy", policy);
    admin.put("/admin/realms/agents", changed.toString()).expect(204);
  }
}
