package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page <em>Connected accounts</em> in a real Chromium the size of a phone. */
@StockKeycloak(jars = Jar.TOKEN_VAULT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsPageIT {
  private final MockProvider provider = new MockProvider();
  private VaultRealms realms;
  private Agent agent;
  private String page;

  @BeforeAll
  void realms(KeycloakServer server) {
    realms = new VaultRealms(server, "accounts").create(300);
    agent = realms.agent();
    provider.register(realms.admin(), realms.name(), "IMPORT");
    realms.clientScope("mock", "mock", "");
    realms.assign("agent", "mock");
    page = server.url() + "/realms/" + realms.name() + "/token-vault/accounts";
    realms
        .admin()
        .put(
            "/admin/realms/" + realms.name(),
            "{\"internationalizationEnabled\":true,\"supportedLocales\":[\"en\",\"de\"],"
                + "\"defaultLocale\":\"en\"}")
        .expect(204);
  }

  @AfterAll
  void remove() {
    realms.remove();
    provider.close();
  }

  @BeforeEach
  void forget() {
    provider.account("4711", "alice");
    provider.signInAnswers(okJson(MockProvider.tokens("at-0", "rt-0", 3600, "read write")));
  }

  @Test
  void showsWhatIsConnectedAndDisconnectsByKeyboard() {
    try (UserBrowser bob = new UserBrowser()) {
      String subject = signIn(bob, "bob", "bank-accounts");
      agent.exchange(subject, "requested_issuer", "bank").expect(200);
      bob.open(page).await(".token-vault-disconnect");
      bob.screenshot("vault-accounts");
      assertTrue(bob.text().contains("bank: bob@example.org"), bob.text());
      assertTrue(bob.text().contains("openid, profile, email"), bob.text());
      assertTrue(bob.text().matches("(?s).*Used by\\s+agent, \\w{3} \\d+, \\d{4}.*"), bob.text());
      assertEquals("Connected accounts", bob.driver().getTitle());
      assertNoComplaints(bob);

      assertTrue(tabTo(bob, "token-vault-disconnect"), "reached by keyboard");
      bob.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
      assertEquals("disconnect", result(bob));
      assertTrue(bob.sees("#token-vault-none"), bob.text());
      bob.screenshot("vault-accounts-none");
      Reply gone = agent.exchange(subject, "requested_issuer", "bank").expect(400);
      assertEquals("not_connected", gone.text("reason"));
    }
  }

  @Test
  void takesTheAccessOfOneAgentBack() {
    try (UserBrowser bob = new UserBrowser()) {
      String subject = signIn(bob, "bob", "bank-accounts");
      agent.exchange(subject, "requested_issuer", "bank").expect(200);
      String offline =
          realms
              .signInThroughBank(agent, "bob", "openid bank-accounts offline_access")
              .text("refresh_token");
      agent.exchangeRefreshToken(offline, "bank").expect(200);
      bob.open(page).click(".token-vault-revoke");
      assertEquals("revoke", result(bob));
      bob.screenshot("vault-accounts-revoked");
      assertFalse(bob.sees(".token-vault-revoke"), bob.text());
      assertTrue(bob.sees(".token-vault-disconnect"), "the account stays");
      Reply refused = agent.exchange(subject, "requested_issuer", "bank").expect(400);
      assertEquals("invalid_request", refused.text("error"));
      agent.exchangeRefreshToken(offline, "bank").expect(400);
      assertTrue(
          realms
              .admin()
              .get("/admin/realms/" + realms.name() + "/events?type=REVOKE_GRANT")
              .body()
              .contains("\"revoked_client\":\"agent\""));
    }
  }

  @Test
  void connectsAnotherAccountFromThePage() {
    try (UserBrowser carol = new UserBrowser()) {
      carol.open(page).signIn("carol", "carol").await("#token-vault-none");
      assertEquals(page, carol.url(), "no code stays in the address");
      connect(carol, "mock");
      assertEquals("connected", result(carol));
      assertTrue(carol.text().contains("mock: alice@mock.example"), carol.text());
      assertTrue(provider.lastAuthorizationRequest().contains("prompt=select_account"));
      provider.account("4712", "second");
      connect(carol, "mock");
      assertTrue(carol.text().contains("mock: second@mock.example"), carol.text());
      assertEquals(
          2, carol.driver().findElements(By.cssSelector("button.token-vault-disconnect")).size());
      carol.click("input[value=mock] ~ button.token-vault-connect").click("#kc-cancel");
      assertEquals("cancelled", result(carol));
      carol.screenshot("vault-accounts-two");
      carol.click("button.token-vault-disconnect");
      carol.click("button.token-vault-disconnect").await("#token-vault-none");
    }
  }

  @Test
  void isReadInGermanAndInTheDark() {
    try (UserBrowser bob = new UserBrowser()) {
      bob.driver().executeCdpCommand("Network.enable", Map.of());
      bob.driver()
          .executeCdpCommand(
              "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", "de")));
      bob.driver()
          .executeCdpCommand(
              "Emulation.setEmulatedMedia",
              Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
      agent.exchange(signIn(bob, "bob", "bank-accounts"), "requested_issuer", "bank").expect(200);
      bob.open(page).await(".token-vault-disconnect");
      bob.screenshot("vault-accounts-de-dark");
      assertTrue(bob.text().contains("Zugriff entziehen"), bob.text());
      assertNoComplaints(bob);
    }
  }

  @Test
  void whatAProviderSaysIsTextAndNeverMarkup() {
    String evil = "<img src=x onerror=document.title=1>";
    provider.account("6666", evil);
    provider.signInAnswers(
        okJson(MockProvider.tokens("at", "rt", 3600, "read <script>document.title=2</script>")));
    try (UserBrowser carol = new UserBrowser()) {
      carol.open(page).signIn("carol", "carol").await("#token-vault-none");
      connect(carol, "mock");
      carol.screenshot("vault-accounts-evil");
      assertTrue(carol.text().contains(evil), carol.text());
      assertTrue(carol.text().contains("<script>document.title=2</script>"), carol.text());
      assertEquals("Connected accounts", carol.driver().getTitle());
      assertFalse(carol.sees("main img"));
      carol.click("button.token-vault-disconnect").await("#token-vault-none");
    }
  }

  @Test
  void aPostNeedsTheSessionsOwnCheckerAndReachesOnlyTheUsersOwn() {
    Pages bob = realms.browse(agent, "bob", "openid bank-accounts");
    String subject = realms.redeem(agent, bob).accessToken();
    agent.exchange(subject, "requested_issuer", "bank").expect(200);
    String id = bob.open(page).hidden("id");
    Pages carol = new Pages(VaultRealms.CALLBACK).open(page).signIn("carol", "carol");
    String theirs = carol.hidden("stateChecker");
    String[] cookies = {"Cookie", bob.cookies(page)};
    for (String checker : new String[] {null, "", "wrong", theirs}) {
      assertEquals(403, post(cookies, checker, "disconnect", id).status(), checker);
    }
    assertEquals(403, post(new String[0], theirs, "disconnect", id).status(), "no session");
    String[] carols = {"Cookie", carol.cookies(page)};
    assertEquals(303, post(carols, theirs, "disconnect", id).status());
    assertEquals(403, post(carols, theirs, "connect", "no-such").status());
    assertEquals(403, post(carols, theirs, "everything", id).status());
    agent.exchange(subject, "requested_issuer", "bank").expect(200);

    Reply shown = Http.get(page, cookies).expect(200);
    assertEquals("no-store", shown.header("Cache-Control"));
    assertEquals("SAMEORIGIN", shown.header("X-Frame-Options"));
    assertTrue(shown.header("Content-Security-Policy").contains("frame-ancestors 'self'"));
    assertEquals("nosniff", shown.header("X-Content-Type-Options"));
    assertFalse(Http.get(page + "?connection_result=%3Cb%3E", cookies).body().contains("<b>"));
  }

  @Test
  void aUserWithoutTheRightsOfTheAccountIsRefused() {
    realms
        .admin()
        .post(
            "/admin/realms/" + realms.name() + "/users",
            """
            {"username":"dave","enabled":true,"email":"dave@example.org","firstName":"D","lastName":"E",
             "credentials":[{"type":"password","value":"dave"}]}
            """)
        .expect(201);
    String dave =
        "/admin/realms/" + realms.name() + "/users/" + realms.admin().userId(realms.name(), "dave");
    String role =
        realms
            .admin()
            .get("/admin/realms/" + realms.name() + "/roles/default-roles-accounts")
            .body();
    realms.admin().delete(dave + "/role-mappings/realm", "[" + role + "]").expect(204);
    Pages browser = new Pages(VaultRealms.CALLBACK).open(page).signIn("dave", "dave");
    assertEquals(403, browser.status(), browser.page());
  }

  private void connect(UserBrowser browser, String alias) {
    browser.click("input[value=" + alias + "] ~ button.token-vault-connect").click("#kc-continue");
    browser.await("button.token-vault-disconnect");
  }

  private String signIn(UserBrowser browser, String user, String scopes) {
    browser
        .open(
            agent.authorizationUrl(VaultRealms.CALLBACK, "openid " + scopes, "kc_idp_hint", "bank"))
        .signIn(user, user)
        .awaitUrl(VaultRealms.CALLBACK);
    return agent.redeem(browser.parameter("code"), VaultRealms.CALLBACK).expect(200).accessToken();
  }

  private Reply post(String[] headers, String checker, String action, String id) {
    return Http.form(page, headers, "stateChecker", checker, "action", action, "id", id);
  }

  private static String result(UserBrowser browser) {
    return browser.await("#token-vault-result").getAttribute("data-result");
  }

  private static boolean tabTo(UserBrowser browser, String cssClass) {
    browser.driver().findElement(By.tagName("body")).sendKeys(Keys.TAB);
    for (int i = 0; i < 20; i++) {
      var focused = browser.driver().switchTo().activeElement();
      if (String.valueOf(focused.getAttribute("class")).contains(cssClass)) {
        return true;
      }
      focused.sendKeys(Keys.TAB);
    }
    return false;
  }

  /** Nothing was blocked or failed, and nothing overflows. */
  private static void assertNoComplaints(UserBrowser browser) {
    assertEquals(
        List.of(),
        browser.driver().manage().logs().get("browser").getAll().stream()
            .map(entry -> entry.getMessage())
            .filter(message -> !message.contains("client.example"))
            .toList());
    assertEquals(
        false,
        browser
            .driver()
            .executeScript(
                "return document.documentElement.scrollWidth >"
                    + " document.documentElement.clientWidth"));
  }
}
