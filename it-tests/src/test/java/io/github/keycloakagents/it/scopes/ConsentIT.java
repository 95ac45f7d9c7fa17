package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.ACCOUNT;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The user reads the permissions in words, unticks one, is not asked twice, and takes it back. */
@StockKeycloak(jars = Jar.FINE_GRAINED_SCOPES)
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

      open(browser, agent, realm).click("#permissions-allow");
      assertEquals(List.of(TRADING + " " + ACCOUNT + " read trade"), redeem(browser, agent, realm));
      open(browser, agent, realm);
      assertEquals(List.of(TRADING + " " + ACCOUNT + " read trade"), redeem(browser, agent, realm));

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
