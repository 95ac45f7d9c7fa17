package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.ACCOUNT;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The user reads the permissions in words, unticks one, is not asked twice, and takes it back. */
@PermissionsKeycloak
class ConsentIT {
  private static final String DETAILS = "[" + entry(TRADING, ACCOUNT, "read", "trade") + "]";
  private static final String BOX = "input[name=permission]";

  @Test
  void onlyWhatStaysTickedIsGranted(KeycloakServer server) {
    PermissionsRealm realm = PermissionsRealm.create(server, "consent");
    Agent agent = realm.client("consenting");
    try (UserBrowser browser = new UserBrowser()) {
      open(browser, agent, realm).signIn("alice", "alice").await("#permissions-allow");
      assertTrue(browser.text().contains("Trading assistant"), browser.text());
      assertTrue(browser.text().contains("Buy and sell: Alice's trading account"), browser.text());
      browser.screenshot("permissions-consent");
      browser.click("#permission-1").click("#permissions-allow");
      assertEquals(List.of(TRADING + " " + ACCOUNT + " read"), redeem(browser, agent, realm));

      open(browser, agent, realm).await("#permissions-allow");
      browser.click("#permissions-deny").awaitUrl(realm.redirect());
      assertEquals("access_denied", browser.parameter("error"));

      open(browser, agent, realm).click("#permission-0").click("#permissions-allow");
      assertEquals(List.of(TRADING + " " + ACCOUNT + " trade"), redeem(browser, agent, realm));

      // What was allowed at first and then unticked is asked for again.
      open(browser, agent, realm).click("#permissions-allow");
      assertEquals(List.of(TRADING + " " + ACCOUNT + " read trade"), redeem(browser, agent, realm));
      open(browser, agent, realm);
      assertEquals(List.of(TRADING + " " + ACCOUNT + " read trade"), redeem(browser, agent, realm));

      browser.open(
          agent.authorizationUrl(
              realm.redirect(), "openid", "authorization_details", DETAILS, "prompt", "consent"));
      assertTrue(browser.sees(BOX), "asked again when the agent wants the user to be asked");

      Admin admin = new Admin(server);
      admin
          .delete(
              "/admin/realms/consent/users/"
                  + admin.userId("consent", "alice")
                  + "/consents/consenting")
          .expect(204);
      open(browser, agent, realm);
      assertTrue(browser.sees(BOX), "asked again after the consent was revoked");
    } finally {
      realm.delete();
    }
  }

  @Test
  void theUserTakesItBackInTheAccountConsole(KeycloakServer server) {
    PermissionsRealm realm =
        PermissionsRealm.create(server, "takenback", ConsentIT::withAccountConsole);
    Agent agent = realm.client("consenting");
    String both = "[" + entry(TRADING, ACCOUNT, "read") + "," + entry(QUOTES, "quotes") + "]";
    String url = agent.authorizationUrl(realm.redirect(), "openid", "authorization_details", both);
    try (UserBrowser alice = new UserBrowser()) {
      alice.open(url).signIn("alice", "alice").click("#permissions-allow");
      alice.awaitUrl(realm.redirect());
      Reply first = agent.redeem(alice.parameter("code"), realm.redirect()).expect(200);
      Reply second = quotes(realm, "trading-api", first).expect(200);
      assertEquals(List.of(QUOTES + " quotes read"), permissions(second));

      removeAccess(alice, server.url() + "/realms/takenback/account/applications");
      assertEnded(agent.refresh(first.text("refresh_token")), "invalid_grant");
      assertEnded(quotes(realm, "trading-api", first), "invalid_request");
      assertEnded(quotes(realm, "quotes-api", second), "invalid_request");
      JsonNode seen = realm.client("trading-api").introspect(first.accessToken()).json();
      assertFalse(seen.path("active").asBoolean(), seen.toString());

      alice.open(url).await("#permissions-allow");
      assertTrue(alice.sees(BOX), "asked again");
    } finally {
      realm.delete();
    }
  }

  /** What a realm that an administrator makes has, and a realm file has only if it says so. */
  private static ObjectNode withAccountConsole(ObjectNode realm) {
    realm.withObject("/attributes").put("CreateDefaultClientScopes", "true");
    ((ArrayNode) realm.path("clientScopes")).remove(0);
    for (JsonNode user : realm.path("users")) {
      ((ArrayNode) user.path("realmRoles")).add("default-roles-" + realm.path("realm").asText());
    }
    return realm;
  }

  private static void removeAccess(UserBrowser browser, String applications) {
    browser.open(applications).click("#toggle-consenting");
    browser.await("#content-consenting button");
    browser.screenshot("account-console-agent");
    browser.click("#content-consenting button").await("#modal-confirm");
    browser.screenshot("account-console-remove");
    browser.click("#modal-confirm");
    new WebDriverWait(browser.driver(), Duration.ofSeconds(20))
        .until(ExpectedConditions.numberOfElementsToBe(By.cssSelector("#toggle-consenting"), 0));
    browser.screenshot("account-console-removed");
  }

  private static Reply quotes(PermissionsRealm realm, String clientId, Reply earlier) {
    return realm.client(clientId).exchange(earlier.accessToken(), "resource", QUOTES);
  }

  private static void assertEnded(Reply reply, String error) {
    assertEquals(error, reply.expect(400).text("error"), reply.body());
  }

  private static UserBrowser open(UserBrowser browser, Agent agent, PermissionsRealm realm) {
    return browser.open(
        agent.authorizationUrl(realm.redirect(), "openid", "authorization_details", DETAILS));
  }

  private static List<String> redeem(UserBrowser browser, Agent agent, PermissionsRealm realm) {
    browser.awaitUrl(realm.redirect());
    Reply reply = agent.redeem(browser.parameter("code"), realm.redirect());
    return permissions(reply);
  }
}
