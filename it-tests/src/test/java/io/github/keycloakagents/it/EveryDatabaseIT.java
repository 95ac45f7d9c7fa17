package io.github.keycloakagents.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.EachJarAloneIT.Loaded;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.StockKeycloak;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * All jars on the other databases: the tables come up, the demo realms import, and a node can die.
 */
class EveryDatabaseIT {

  @Nested
  @StockKeycloak(database = Database.POSTGRES, nodes = 2)
  class TwoNodesOverPostgres {
    @Test
    void aRealmOfOneNodeIsServedByTheOtherWhenTheFirstDies(Nodes nodes) {
      new Admin(nodes.node(0)).importDemoRealms();
      assertEquals(true, new Admin(nodes.node(1)).hasRealm("agents"));
      nodes.node(0).kill();
      assertEquals(true, new Admin(nodes.node(1)).hasRealm("agents"));
      nodes.node(0).restart();
      assertEquals(true, new Admin(nodes.node(0)).hasRealm("agents"));
    }
  }

  @Nested
  @StockKeycloak(database = Database.MARIADB)
  class MariaDb {
    @Test
    void startsAndImports(KeycloakServer server) {
      new Admin(server).importDemoRealms();
      new Loaded(server).cleanly();
    }
  }
}
