package io.github.keycloakagents.it.bench;

import io.github.keycloakagents.it.server.Nodes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Other users' credentials, copies of a real one, as many as it takes. */
record Credentials(Nodes.Jdbc jdbc) {

  /** Makes it {@code count} of them. */
  void fill(int count) {
    run("delete from token_vault_credential where user_id like 'other-%'");
    run(
        """
        insert into token_vault_credential (id, realm_id, user_id, connection_alias, account_id,
            account_email, state, scopes, issued_at, expires_at, key_id, sealed, generation,
            retry_at, created_at, last_used_at, lease_until)
          select md5(n::text), realm_id, 'other-' || n, connection_alias, n::text, account_email,
            state, scopes, issued_at, expires_at, key_id, sealed, generation, retry_at, created_at,
            last_used_at, 0
          from (select * from token_vault_credential limit 1) one, generate_series(1, %d) n
        """
            .formatted(count));
    run("vacuum analyze token_vault_credential");
  }

  private void run(String sql) {
    try (Connection connection =
            DriverManager.getConnection(jdbc.url(), jdbc.user(), jdbc.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
