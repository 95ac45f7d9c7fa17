package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pages in a real Chromium the size of a phone, on the stock theme. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class PagesIT {
  private final KeycloakServer server;
  private static ApprovalRealm realm;
  private DemoPushService push;
  private PushSubscription phone;

  PagesIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeAll
  static void create(KeycloakServer server) {
    realm = ApprovalRealm.create(server, "pages", "number.matching", "true");
  }

  @AfterAll
  static void delete() {
    realm.delete();
  }

  @BeforeEach
  void enrol() {
    push = new DemoPushService(PushPort.NUMBER);
    realm.renewUsers();
    phone = realm.enrol(realm.person("alice"), push);
  }

  @AfterEach
  void clean() {
    push.close();
  }

  @Test
  void approvesWithTheKeyboardAlone() {
    String number = ask();
    String approval = realm.pushed(phone, push);
    try (UserBrowser alice = new UserBrowser()) {
      alice.open(realm.page(approval)).signIn("alice", "alice");
      alice.await("form#ciba-push-decision");
      alice.screenshot("push-approve");
      assertTrue(alice.text().matches("(?s).*Time left:\\s+\\d:\\d\\d.*"), alice.text());
      WebElement choice =
          alice.driver().findElement(By.cssSelector("input[name=number][value='" + number + "']"));
      choice.sendKeys(Keys.SPACE);
      alice.driver().findElement(By.cssSelector("button.cp-yes")).sendKeys(Keys.ENTER);
      alice.await("[data-result]");
      alice.screenshot("push-approved");
      assertEquals("approved", alice.await("main").getAttribute("data-result"));
      alice.open(realm.pages() + "history").await(".cp-approved");
      alice.screenshot("push-history");
      assertNoComplaints(alice);
    }
  }

  @Test
  void aWrongNumberDenies() {
    String number = ask();
    String approval = realm.pushed(phone, push);
    try (UserBrowser alice = new UserBrowser()) {
      alice.open(realm.page(approval)).signIn("alice", "alice");
      List<WebElement> choices = alice.driver().findElements(By.cssSelector("input[name=number]"));
      assertEquals(3, choices.size());
      choices.stream()
          .filter(choice -> !number.equals(choice.getAttribute("value")))
          .findFirst()
          .orElseThrow()
          .click();
      alice.click("button.cp-yes").await("[data-result=number]");
    }
  }

  @Test
  void isReadInGermanAndInTheDark() {
    ask();
    String approval = realm.pushed(phone, push);
    try (UserBrowser alice = new UserBrowser()) {
      alice.driver().executeCdpCommand("Network.enable", Map.of());
      alice
          .driver()
          .executeCdpCommand(
              "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", "de")));
      alice
          .driver()
          .executeCdpCommand(
              "Emulation.setEmulatedMedia",
              Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
      alice.open(realm.page(approval)).signIn("alice", "alice");
      alice.await("form#ciba-push-decision");
      alice.screenshot("push-approve-de-dark");
      assertTrue(alice.text().contains("Diese Anfrage freigeben?"), alice.text());
      assertTrue(alice.text().contains("4.200,00 USD"), alice.text());
      assertNoComplaints(alice);
    }
  }

  @Test
  void theEnrolmentPageRegistersTheServiceWorker() {
    try (UserBrowser alice = new UserBrowser()) {
      alice.open(realm.enrolment()).signIn("alice", "alice");
      alice.await("#ciba-push-enable");
      alice.screenshot("push-enrol");
      Object registered =
          ((JavascriptExecutor) alice.driver())
              .executeAsyncScript(
                  "const done = arguments[arguments.length - 1];"
                      + "const pages = document.getElementById('ciba-push-enrol').dataset.pages;"
                      + "navigator.serviceWorker.register(pages + 'sw.js', {scope: pages})"
                      + ".then(r => done(r.scope), e => done(String(e)));");
      assertEquals(realm.pages(), registered);
      alice.click("#ciba-push-enable");
      alice.await("#ciba-push-hint");
      alice.screenshot("push-enrol-no-service");
    }
  }

  @Test
  void nothingThatAnAgentWroteRunsOrDeceives() {
    String evil =
        "[{\"type\":\"trade\",\"instrument\":\"<img src=x"
            + " onerror=window.pwned=1>\",\"side\":\"javascript:window.pwned=1\",\"note\":\"<a"
            + " href=https://evil.example>x</a>\","
            + "\"\\\"><script>window.pwned=1</script>\":[\"</dd></main><h1>Approved</h1>\"]}]";
    rename("\u202Etnega\u2066 <b>Trusted</b>");
    try (UserBrowser alice = new UserBrowser()) {
      realm
          .ask(
              "agent",
              "binding_message",
              "<svg onload=window.pwned=1>",
              "authorization_details",
              evil)
          .expect(200);
      alice.open(realm.page(realm.pushed(phone, push))).signIn("alice", "alice");
      alice.await("form#ciba-push-decision");
      alice.screenshot("push-evil");
      assertUnharmed(alice);
      assertTrue(alice.text().contains("tnega <b>Trusted</b>"), alice.text());
      assertFalse(alice.text().matches("(?s).*[\u202A-\u202E\u2066-\u2069].*"));
      alice.open(realm.pages()).await("a.cp-card");
      assertUnharmed(alice);
      alice.click("a.cp-card").click("summary");
      alice.type("#ciba-push-reason", "<script>window.pwned=1</script>");
      alice.click("details button.cp-no").await("[data-result=denied]");
      alice.open(realm.pages() + "history?q=%3Csvg").click("summary");
      assertUnharmed(alice);
      assertNoComplaints(alice);
    } finally {
      rename("Trading agent");
    }
  }

  @Test
  void reportsInGermanWithTheKeyboardAlone() {
    String authReqId =
        realm.ask("agent", "binding_message", "Alles verkaufen?").expect(200).text("auth_req_id");
    String approval = realm.pushed(phone, push);
    try (UserBrowser alice = new UserBrowser("--accept-lang=de")) {
      alice.open(realm.page(approval)).signIn("alice", "alice");
      alice.await("summary").sendKeys(Keys.ENTER);
      WebElement report = alice.await("button.cp-alarm");
      assertEquals("Das habe ich nicht erwartet", report.getText());
      report.sendKeys(Keys.ENTER);
      alice.await("[data-result=reported]");
      alice.screenshot("push-reported-de");
      assertEquals("access_denied", realm.poll(authReqId).text("error"));
      assertEquals(403, realm.ask("agent").status());
    }
  }

  private static void assertUnharmed(UserBrowser browser) {
    Object pwned = browser.driver().executeScript("return typeof window.pwned");
    assertEquals("undefined", pwned);
    assertFalse(
        browser.sees("main img, main svg, main b, main script:not([src]), main a[href*=evil]"));
    assertEquals(1, browser.driver().findElements(By.tagName("h1")).size());
  }

  private void rename(String name) {
    Admin admin = new Admin(server);
    String client =
        "/admin/realms/" + realm.name() + "/clients/" + admin.clientUuid(realm.name(), "agent");
    ObjectNode known = (ObjectNode) admin.get(client).json();
    admin.put(client, known.put("name", name).toString()).expect(204);
  }

  private String ask() {
    return realm.ask("agent").expect(200).text("match_number");
  }

  /** Nothing was blocked by the content security policy, no script failed, nothing overflows. */
  private static void assertNoComplaints(UserBrowser browser) {
    List<String> complaints =
        browser.driver().manage().logs().get("browser").getAll().stream()
            .map(entry -> entry.getMessage())
            .toList();
    assertEquals(List.of(), complaints);
    Object overflow =
        ((JavascriptExecutor) browser.driver())
            .executeScript(
                "return document.documentElement.scrollWidth >"
                    + " document.documentElement.clientWidth");
    assertEquals(false, overflow);
  }
}
