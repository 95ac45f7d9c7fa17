package io.github.keycloakagents.it.push;

import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.StockKeycloak;
import org.junit.jupiter.api.Test;

/** Push approvals on MariaDB. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    database = Database.MARIADB,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class PushOnMariaDbIT {

  @Test
  void keepsWhatWasAskedAndDecided(Nodes nodes) {
    new MainPath(nodes).walk();
  }
}
