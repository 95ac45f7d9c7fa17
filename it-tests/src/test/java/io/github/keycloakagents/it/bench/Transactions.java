package io.github.keycloakagents.it.bench;

import io.github.keycloakagents.it.server.Nodes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts what PostgreSQL has committed since it started. */
final class Transactions {
  private final Nodes.Jdbc jdbc;

  Transactions(Nodes.Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  long committed() {
    try (Connection connection =
            DriverManager.getConnection(jdbc.url(), jdbc.user(), jdbc.password());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select sum(xact_commit) from pg_stat_database where datname = 'postgres'")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
