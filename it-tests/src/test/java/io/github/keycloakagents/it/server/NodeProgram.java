package io.github.keycloakagents.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A script of {@code src/test/node} with its locked packages; it speaks in lines of JSON. */
public final class NodeProgram implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENDED = "ended";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private NodeProgram(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "node-output");
    reader.setDaemon(true);
    reader.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Starts a script of a folder; the test is skipped where there is no Node. */
  public static NodeProgram start(String folder, String script, Map<String, String> environment) {
    Assumptions.assumeTrue(
        onPath("node") && onPath("npm"), "skipped: no node or npm; install nodejs and npm");
    try {
      ProcessBuilder builder =
          new ProcessBuilder("node", script)
              .directory(installed(folder).toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(environment);
      return new NodeProgram(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line that has this member; lines without it are left out. */
  public JsonNode await(String member) {
    try {
      for (String line = lines.poll(60, TimeUnit.SECONDS);
          line != null;
          line = lines.poll(60, TimeUnit.SECONDS)) {
        JsonNode json = JSON.readTree(line);
        if (json.has(member)) {
          return json.get(member);
        }
        if (json.has(ENDED)) {
          throw new AssertionError("the script ended and said nothing of " + member);
        }
      }
      throw new AssertionError("nothing said of " + member + " within a minute");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes a line to the script. */
  public void say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("{}");
    } finally {
      lines.add("{\"" + ENDED + "\":true}");
    }
  }

  private static synchronized Path installed(String folder) throws IOException {
    Path target = Path.of(System.getProperty("it.work", "target/it"), "node", folder);
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(Path.of("src/test/node", folder))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!Files.exists(target.resolve("node_modules/.package-lock.json"))) {
      Shell.run(
          target.resolve("npm.log"),
          Map.of(),
          List.of("npm", "ci", "--no-audit", "--no-fund", "--prefix", target.toString()));
    }
    return target;
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
