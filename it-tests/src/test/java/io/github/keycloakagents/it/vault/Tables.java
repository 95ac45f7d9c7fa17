package io.github.keycloakagents.it.vault;

import io.github.keycloakagents.it.server.Nodes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL as somebody with a dump reads it, and somebody with a password writes it. */
record Tables(Nodes.Jdbc jdbc) {

  /** Every row of every table, as text. */
  List<String> everything() {
    List<String> rows = new ArrayList<>();
    for (String table :
        query("select table_name from information_schema.tables where table_schema = 'public'")) {
      query("select t::text from \"" + table + "\" t").forEach(row -> rows.add(table + " " + row));
    }
    return rows;
  }

  List<String> query(String sql) {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (result.next()) {
        values.add(result.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  int update(String sql) {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(jdbc.url(), jdbc.user(), jdbc.password());
  }
}
