package io.github.keycloakagents.it.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Starts the stock server from its zip, as an admin does: {@code kc.sh build}, then {@code start
 * --optimized}.
 */
final class ZipLauncher implements Launcher {

  @Override
  public Nodes launch(Setup setup) {
    String name = "kc-" + UUID.randomUUID().toString().substring(0, 8);
    Path home = BuiltHome.copyFor(setup, name);
    Nodes.Jdbc jdbc = DatabaseLauncher.launch(setup.database(), home);
    int port = FreePort.next();
    String issuer = "http://localhost:" + port;
    List<ZipServer> servers = new ArrayList<>();
    for (int i = 0; i < setup.nodes(); i++) {
      servers.add(
          new ZipServer(home, i, i == 0 ? port : FreePort.next(), issuer, options(setup, jdbc)));
    }
    try {
      servers.get(0).start();
      servers.subList(1, servers.size()).forEach(ZipServer::start);
      return new Nodes(List.copyOf(servers), jdbc);
    } catch (RuntimeException e) {
      servers.forEach(ZipServer::stop);
      jdbc.stop().run();
      throw e;
    }
  }

  private static List<String> options(Setup setup, Nodes.Jdbc jdbc) {
    List<String> options = new ArrayList<>(setup.options());
    if (setup.database() != Database.H2) {
      options.add("--db-url=" + jdbc.url());
      options.add("--db-username=" + jdbc.user());
      options.add("--db-password=" + jdbc.password());
    }
    return options;
  }
}
