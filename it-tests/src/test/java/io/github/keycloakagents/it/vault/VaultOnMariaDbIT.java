package io.github.keycloakagents.it.vault;

import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.StockKeycloak;

/** The same story on MariaDB. */
@StockKeycloak(jars = Jar.TOKEN_VAULT, database = Database.MARIADB)
class VaultOnMariaDbIT extends VaultStoryIT {}
