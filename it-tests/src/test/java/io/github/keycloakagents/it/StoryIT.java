package io.github.keycloakagents.it;

import io.github.keycloakagents.demo.Browser;
import io.github.keycloakagents.demo.FormBrowser;
import io.github.keycloakagents.demo.Stage;
import io.github.keycloakagents.demo.Story;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.ChromiumBrowser;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo's story, step by step, over the demo's own realm files. */
@StockKeycloak(
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class StoryIT {
  private final KeycloakServer server;

  StoryIT(KeycloakServer server) {
    this.server = server;
  }

  @BeforeEach
  void realms() {
    new Admin(server).importDemoRealms();
  }

  @AfterEach
  void clean() {
    new Admin(server).deleteRealm("agents");
    new Admin(server).deleteRealm("bank");
  }

  @Test
  void playsWithTheDemosBrowser() {
    play(new FormBrowser());
  }

  @Test
  void playsWithARealBrowser() {
    AtomicInteger page = new AtomicInteger();
    play(
        new ChromiumBrowser(
            new UserBrowser(), b -> b.screenshot("story-%02d".formatted(page.incrementAndGet()))));
  }

  private void play(Browser browser) {
    Stage.Ports ports = new Stage.Ports(PushPort.NUMBER, 0, 0, 0);
    try (Stage stage = new Stage(server.url(), ports, browser, System.out)) {
      new Story(stage).play();
    }
  }
}
