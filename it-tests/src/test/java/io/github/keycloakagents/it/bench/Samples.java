package io.github.keycloakagents.it.bench;

import io.github.keycloakagents.it.server.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a server's threads are while something runs, as the JDK's Flight Recorder samples them. */
record Samples(int all, int ours, Map<String, Integer> outermost) {
  private static final String OURS = "io.github.keycloakagents.";
  private static final String SAMPLE = "jdk.ExecutionSample";

  static Samples of(KeycloakServer server, Runnable work) {
    try {
      Path file = Files.createTempFile("samples", ".jfr");
      jcmd(server, "JFR.configure", "stackdepth=256");
      jcmd(server, "JFR.start", "name=bench", "settings=profile", SAMPLE + "#period=5ms");
      work.run();
      jcmd(server, "JFR.dump", "name=bench", "filename=" + file);
      jcmd(server, "JFR.stop", "name=bench");
      Samples samples = read(file);
      Files.delete(file);
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The share of requests' time that has a frame of ours on the stack. */
  double share() {
    return (double) ours / all;
  }

  private static Samples read(Path file) throws IOException {
    int all = 0;
    int ours = 0;
    Map<String, Integer> outermost = new TreeMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (!event.getEventType().getName().equals(SAMPLE) || event.getStackTrace() == null) {
        continue;
      }
      all++;
      String deepest = null;
      for (RecordedFrame frame : event.getStackTrace().getFrames()) {
        String type = frame.getMethod().getType().getName();
        if (type.startsWith(OURS)) {
          deepest = type.substring(OURS.length()) + "." + frame.getMethod().getName();
        }
      }
      if (deepest != null) {
        ours++;
        outermost.merge(deepest, 1, Integer::sum);
      }
    }
    return new Samples(all, ours, outermost);
  }

  private static void jcmd(KeycloakServer server, String... command) throws IOException {
    String[] all = new String[command.length + 2];
    all[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    all[1] = Long.toString(server.pid());
    System.arraycopy(command, 0, all, 2, command.length);
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("jcmd: " + out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
