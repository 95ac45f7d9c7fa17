package io.github.keycloakagents.it.vault;

import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.StockKeycloak;
import org.junit.jupiter.api.Test;

/** The same story on MariaDB, and a new key. */
@StockKeycloak(
    jars = Jar.TOKEN_VAULT,
    database = Database.MARIADB,
    options = "--spi-token-exchange--token-vault--housekeeping-interval=2")
class VaultOnMariaDbIT extends VaultStoryIT {

  @Test
  void aNewKeyTakesOver(Nodes nodes) throws InterruptedException {
    try (MockProvider provider = new MockProvider()) {
      MockedRealm realm = new MockedRealm(nodes, provider, "rotation");
      new KeyRotation(nodes.first(), realm).run();
      realm.realms().remove();
    }
  }
}
