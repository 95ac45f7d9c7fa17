package io.github.keycloakagents.it.server;

import java.util.List;
import java.util.stream.Collectors;

/** The nodes of one setup, with the connection data of its database. */
public record Nodes(List<KeycloakServer> all, Jdbc jdbc) implements AutoCloseable {

  /**
   * The database as a thief with a dump would read it; an H2 file is readable only while its node
   * is stopped.
   */
  public record Jdbc(String url, String user, String password, Runnable stop) {}

  public KeycloakServer first() {
    return all.get(0);
  }

  public KeycloakServer node(int i) {
    return all.get(i);
  }

  String logs() {
    return all.stream()
        .map(KeycloakServer::log)
        .map(Nodes::tail)
        .collect(Collectors.joining("\n---- next node ----\n"));
  }

  private static String tail(String log) {
    return log.substring(Math.max(0, log.length() - 12_000));
  }

  @Override
  public void close() {
    all.forEach(KeycloakServer::stop);
    jdbc.stop().run();
  }
}
