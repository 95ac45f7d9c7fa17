package io.github.keycloakagents.it.server;

import java.time.Duration;

/** One running node. */
public interface KeycloakServer {
  String ADMIN = "admin";
  String ADMIN_PASSWORD = "admin";

  /**
   * Such as {@code http://localhost:18080}, without a slash at the end; the same for all nodes of a
   * cluster's issuer.
   */
  String url();

  /** The management interface: {@code /health}, {@code /metrics}. */
  String managementUrl();

  /** Everything the node has logged so far. */
  String log();

  /** The process time that the node has used so far. */
  Duration cpu();

  /** The process id of the node's JVM, for {@code jcmd} on this machine. */
  long pid();

  /** What {@code kc.sh export} writes of a realm with its users, while the node runs on. */
  String export(String realm);

  /** Ends the node at once, as a crash would (kill -9). */
  void kill();

  /** Starts a killed node again on the same data and ports and waits until it is ready. */
  void restart();

  void stop();
}
