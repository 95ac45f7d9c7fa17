package io.github.keycloakagents.it.server;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.time.Duration;

/** One node in a container. */
final class ContainerServer implements KeycloakServer {
  private final KeycloakContainer container;
  private final int port;

  ContainerServer(KeycloakContainer container, int port) {
    this.container = container;
    this.port = port;
  }

  @Override
  public String url() {
    return "http://localhost:" + port;
  }

  @Override
  public String managementUrl() {
    return container.getMgmtServerUrl();
  }

  @Override
  public String log() {
    return container.getLogs();
  }

  @Override
  public Duration cpu() {
    throw new IllegalStateException("measurements run on the server zip");
  }

  @Override
  public long pid() {
    throw new UnsupportedOperationException("bench/ runs the unzipped server");
  }

  @Override
  public String export(String realm) {
    throw new UnsupportedOperationException("the unzipped server exports");
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void restart() {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void stop() {
    container.stop();
  }
}
