package io.github.keycloakagents.it.server;

/** Where the server under test keeps its data. */
public enum Database {
  /** Keycloak's embedded file database. */
  H2,
  /** PostgreSQL, started by the test from binaries on Maven Central. */
  POSTGRES,
  /**
   * MariaDB, started from the installed {@code mariadbd}; skipped with a reason where it is
   * missing.
   */
  MARIADB
}
