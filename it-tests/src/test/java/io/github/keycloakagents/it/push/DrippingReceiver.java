package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A receiver whose answer never ends: a header that grows by a letter every tenth of a second. */
final class DrippingReceiver implements AutoCloseable {
  private static final long TENTH = 100_000_000;

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> bodies = ConcurrentHashMap.newKeySet();

  DrippingReceiver(int port) {
    try {
      socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  /** Waits for so many different messages. */
  void awaits(int count) {
    for (int i = 0; i < 200 && bodies.size() < count; i++) {
      LockSupport.parkNanos(TENTH);
    }
    assertTrue(bodies.size() >= count, () -> "messages that came: " + bodies.size());
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        threads.execute(() -> drip(caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void drip(Socket caller) {
    try (caller) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
      int length = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
          length = Integer.parseInt(line.substring(16).trim());
        }
      }
      StringBuilder body = new StringBuilder();
      while (body.length() < length) {
        body.append((char) in.read());
      }
      bodies.add(body.toString());
      caller.getOutputStream().write("HTTP/1.1 202 Accepted\r\nX-Drip: ".getBytes("US-ASCII"));
      while (!socket.isClosed()) {
        caller.getOutputStream().write('x');
        caller.getOutputStream().flush();
        LockSupport.parkNanos(TENTH);
      }
    } catch (IOException e) {
      // The caller has hung up, as it should.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
