package io.github.keycloakagents.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server home with jars in {@code providers/} after {@code kc.sh build}, made once per
 * combination of jars, build options and database kind, and copied for each server (times kept:
 * Keycloak compares them).
 */
final class BuiltHome {
  private static final Path WORK = Path.of(System.getProperty("it.work", "target/it"));

  private BuiltHome() {}

  static synchronized Path copyFor(Setup setup, String name) {
    Path built = WORK.resolve("built-" + Integer.toHexString(key(setup).hashCode()));
    if (!Files.exists(built.resolve("built.ok"))) {
      build(setup, built);
    }
    Path copy = WORK.resolve("homes").resolve(name);
    copy(built, copy);
    return copy;
  }

  private static List<String> key(Setup setup) {
    List<String> key = new ArrayList<>(setup.build());
    key.add(setup.database().name());
    for (Jar jar : setup.jars()) {
      key.add(jar.artifact() + jar.file().toFile().lastModified());
    }
    return key;
  }

  private static void build(Setup setup, Path built) {
    copy(Path.of(System.getProperty("it.server")), built);
    try {
      for (Jar jar : setup.jars()) {
        Files.copy(
            jar.file(),
            built.resolve("providers").resolve(jar.artifact() + ".jar"),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
      List<String> command = new ArrayList<>(List.of(script(built), "build"));
      command.addAll(List.of("--health-enabled=true", "--metrics-enabled=true"));
      command.add("--db=" + kind(setup.database()));
      command.addAll(setup.build());
      Shell.run(built.resolve("build.log"), environment(), command);
      Files.createFile(built.resolve("built.ok"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String kind(Database database) {
    return switch (database) {
      case H2 -> "dev-file";
      case POSTGRES -> "postgres";
      case MARIADB -> "mariadb";
    };
  }

  static String script(Path home) {
    return home.resolve("bin").resolve("kc.sh").toAbsolutePath().toString();
  }

  /**
   * Tests never measure, so the fast-starting compiler is enough; {@code -Dit.java.opts=} gives the
   * full one.
   */
  static Map<String, String> environment() {
    String compiler = System.getProperty("it.java.opts", "-XX:TieredStopAtLevel=1");
    return Map.of(
        "JAVA_OPTS_APPEND",
        compiler + " -Djava.net.preferIPv4Stack=true -Djgroups.fd.port-offset=20",
        "KC_BOOTSTRAP_ADMIN_USERNAME",
        KeycloakServer.ADMIN,
        "KC_BOOTSTRAP_ADMIN_PASSWORD",
        KeycloakServer.ADMIN_PASSWORD);
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path log = to.resolveSibling(to.getFileName() + ".copy.log");
    Shell.run(log, Map.of(), List.of("rm", "-rf", to.toString()));
    Shell.run(log, Map.of(), List.of("cp", "-a", from.toString(), to.toString()));
  }
}
