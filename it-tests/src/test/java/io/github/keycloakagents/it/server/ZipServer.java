package io.github.keycloakagents.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One node of the unzipped server as a process. */
final class ZipServer implements KeycloakServer {
  private final Path home;
  private final int port;
  private final int managementPort = FreePort.next();
  private final int clusterPort = FreePort.next();
  private final String issuer;
  private final List<String> options;
  private final Path log;
  private Process process;

  ZipServer(Path home, int index, int port, String issuer, List<String> options) {
    this.home = home;
    this.port = port;
    this.issuer = issuer;
    this.options = options;
    this.log = home.resolve("node-" + index + ".log");
  }

  void start() {
    List<String> command = new ArrayList<>(List.of(BuiltHome.script(home), "start", "--optimized"));
    command.add("--http-enabled=true");
    command.add("--http-host=127.0.0.1");
    command.add("--http-port=" + port);
    command.add("--http-management-port=" + managementPort);
    command.add("--hostname=" + issuer);
    command.add("--hostname-backchannel-dynamic=false");
    command.add("--cache-embedded-network-bind-address=127.0.0.1");
    command.add("--cache-embedded-network-bind-port=" + clusterPort);
    command.add("--log-level=info,io.smallrye.health:warn");
    command.addAll(options);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(BuiltHome.environment());
      process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady();
  }

  private void awaitReady() {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create(managementUrl() + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the server ended while starting:\n" + log());
      }
      try {
        if (http.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // not listening yet
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
    }
    throw new IllegalStateException("the server was not ready after 3 minutes:\n" + log());
  }

  @Override
  public String url() {
    return "http://localhost:" + port;
  }

  @Override
  public String managementUrl() {
    return "http://localhost:" + managementPort;
  }

  @Override
  public String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Duration cpu() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public long pid() {
    return process
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElse(process.toHandle())
        .pid();
  }

  @Override
  public String export(String realm) {
    Path file = home.resolve("export.json").toAbsolutePath();
    List<String> command = new ArrayList<>(List.of(BuiltHome.script(home), "export"));
    command.addAll(List.of("--optimized", "--realm=" + realm, "--file=" + file));
    options.stream().filter(option -> option.startsWith("--db")).forEach(command::add);
    Shell.run(home.resolve("export.log"), BuiltHome.environment(), command);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void kill() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      await();
    }
  }

  @Override
  public void restart() {
    start();
  }

  @Override
  public void stop() {
    if (process != null && process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      if (!await()) {
        kill();
      }
    }
  }

  private boolean await() {
    try {
      return process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
