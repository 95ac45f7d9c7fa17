package io.github.keycloakagents.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import org.junit.jupiter.api.Test;

/** The harness itself: the server is the version that the build names, untouched. */
@StockKeycloak(jars = {})
class StockServerIT {

  @Test
  void isTheVersionUnderTest(KeycloakServer server) {
    assertEquals(
        System.getProperty("it.keycloak.version"),
        new Admin(server).serverInfo().at("/systemInfo/version").asText());
  }

  @Test
  void showsItsLoginPageToARealBrowser(KeycloakServer server) {
    try (UserBrowser browser = new UserBrowser()) {
      browser.open(server.url() + "/realms/master/account");
      assertTrue(browser.await("#username").isDisplayed());
    }
  }
}
