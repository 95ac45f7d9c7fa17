package io.github.keycloakagents.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server on the loopback interface. */
final class Endpoint implements AutoCloseable {

  /** Answers one request. */
  @FunctionalInterface
  interface Handler {
    Answer answer(HttpExchange request) throws IOException;
  }

  /** A status, headers and a text. */
  record Answer(int status, Map<String, String> headers, String body) {
    static Answer json(int status, String document) {
      return new Answer(status, Map.of("Content-Type", "application/json"), document);
    }

    static Answer html(String page) {
      return new Answer(200, Map.of("Content-Type", "text/html; charset=utf-8"), page);
    }

    static Answer empty(int status) {
      return new Answer(status, Map.of(), "");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(Endpoint::daemon);

  /** Listens on the port, or on a free one when it is 0. */
  Endpoint(int port, Handler handler) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, handler));
    server.start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "endpoint");
    thread.setDaemon(true);
    return thread;
  }

  private static void serve(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange, handler);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer answer(HttpExchange exchange, Handler handler) throws IOException {
    try {
      return handler.answer(exchange);
    } catch (RuntimeException e) {
      return Answer.json(
          500,
          Json.object()
              .put("error", "server_error")
              .put("why", String.valueOf(e.getMessage()))
              .toString());
    }
  }

  /** Such as {@code http://localhost:18402}. */
  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
