package io.github.keycloakagents.it.server;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.Testcontainers;
import org.testcontainers.utility.MountableFile;

/** Starts the official container image of the version under test, with the same jars and options as the zip. */
public final class ContainerLauncher implements Launcher {

  @Override
  public Nodes launch(Setup setup) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          "-Pcontainers needs a Docker engine, and none answers here. Start Docker, or run without the profile: the"
              + " same tests then use the stock server zip.");
    }
    if (setup.database() != Database.H2 || setup.nodes() != 1) {
      throw new org.opentest4j.TestAbortedException(
          "skipped: containers run one node on H2; databases and clusters are tested with the server zip");
    }
    int port = FreePort.next();
    String image = new KeycloakContainer().getDockerImageName().replaceFirst(":[^:/]*$", "");
    KeycloakContainer container =
        new KeycloakContainer(image + ":" + System.getProperty("it.keycloak.version"));
    container.setPortBindings(List.of(port + ":8080"));
    container.withAdminUsername(KeycloakServer.ADMIN).withAdminPassword(KeycloakServer.ADMIN_PASSWORD);
    List<String> options = new ArrayList<>(setup.build());
    options.addAll(setup.options());
    options.add("--hostname=http://localhost:" + port);
    container.withCustomCommand(String.join(" ", options));
    setup
        .jars()
        .forEach(
            jar ->
                container.withCopyFileToContainer(
                    MountableFile.forHostPath(jar.file()),
                    "/opt/keycloak/providers/" + jar.artifact() + ".jar"));
    container.withAccessToHost(true);
    Testcontainers.exposeHostPorts(port);
    container.start();
    return new Nodes(
        List.of(new ContainerServer(container, port)), new Nodes.Jdbc("", "", "", container::stop));
  }
}
