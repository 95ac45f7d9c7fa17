package io.github.keycloakagents.it.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Push service and authentication device in one: takes everything, and notes when it came. */
final class Arrivals implements AutoCloseable {
  private final HttpServer http;
  private final Map<String, Queue<Long>> started = new ConcurrentHashMap<>();
  private final Queue<Long> delays = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  Arrivals(int port) {
    try {
      http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 512);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(Executors.newFixedThreadPool(4));
    http.createContext("/", this::take);
    http.start();
  }

  private void take(HttpExchange request) throws IOException {
    long now = System.nanoTime();
    request.getRequestBody().readAllBytes();
    request.sendResponseHeaders(201, -1);
    request.close();
    count.incrementAndGet();
    Queue<Long> waiting = started.get(request.getRequestURI().getPath());
    Long start = waiting == null ? null : waiting.poll();
    if (start != null) {
      delays.add(now - start);
    }
  }

  /** A request for this path starts at a time of {@link System#nanoTime}. */
  void expect(String path, long start) {
    started.computeIfAbsent(path, p -> new ConcurrentLinkedQueue<>()).add(start);
  }

  int count() {
    return count.get();
  }

  /** What was measured since the last call, in milliseconds, sorted. */
  double[] delays() {
    double[] all = delays.stream().mapToDouble(nanos -> nanos / 1e6).sorted().toArray();
    delays.clear();
    started.clear();
    return all;
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
