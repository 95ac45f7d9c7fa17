package io.github.keycloakagents.it.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** Starts the database of a setup on a free loopback port. */
final class DatabaseLauncher {
  private DatabaseLauncher() {}

  static Nodes.Jdbc launch(Database database, Path home) {
    return switch (database) {
      case H2 ->
          new Nodes.Jdbc(
              "jdbc:h2:file:" + home.resolve("data/h2/keycloakdb").toAbsolutePath(),
              "sa",
              "password",
              () -> {});
      case POSTGRES -> postgres();
      case MARIADB -> mariadb(home.resolve("mariadb").toAbsolutePath());
    };
  }

  private static Nodes.Jdbc postgres() {
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
      return new Nodes.Jdbc(
          postgres.getJdbcUrl("postgres", "postgres"),
          "postgres",
          "postgres",
          () -> close(postgres));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Nodes.Jdbc mariadb(Path data) {
    Path daemon = Path.of("/usr/sbin/mariadbd");
    Assumptions.assumeTrue(
        Files.isExecutable(daemon),
        "skipped: no /usr/sbin/mariadbd; install the package mariadb-server");
    int port = FreePort.next();
    try {
      Files.createDirectories(data);
      Path log = data.resolveSibling("mariadb.log");
      Shell.run(
          log,
          Map.of(),
          List.of(
              "mariadb-install-db",
              "--no-defaults",
              "--datadir=" + data,
              "--skip-test-db",
              "--auth-root-authentication-method=normal",
              "--user=root"));
      Process process =
          new ProcessBuilder(
                  daemon.toString(),
                  "--no-defaults",
                  "--user=root",
                  "--datadir=" + data,
                  "--socket=" + data.resolve("s.sock"),
                  "--pid-file=" + data.resolve("pid"),
                  "--bind-address=127.0.0.1",
                  "--port=" + port)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      List<String> sql =
          List.of(
              "mariadb",
              "--no-defaults",
              "-uroot",
              "--socket=" + data.resolve("s.sock"),
              "-e",
              "CREATE DATABASE keycloak CHARACTER SET utf8mb4; CREATE USER kc@'%' IDENTIFIED BY"
                  + " 'kc'; GRANT ALL ON keycloak.* TO kc@'%'");
      retry(() -> Shell.run(log, Map.of(), sql));
      return new Nodes.Jdbc(
          "jdbc:mariadb://127.0.0.1:" + port + "/keycloak", "kc", "kc", process::destroy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void retry(Runnable action) {
    for (int i = 0; ; i++) {
      try {
        action.run();
        return;
      } catch (IllegalStateException e) {
        if (i == 40) {
          throw e;
        }
        LockSupport.parkNanos(250_000_000L);
      }
    }
  }
}
