package io.github.keycloakagents.it.scopes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.keycloakagents.it.server.PushPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * A decision point that speaks the OpenID AuthZEN Authorization API (access evaluations) with a
 * policy of its own: everyone may read accounts that are open; only alice may trade, and only
 * through the client {@code agent}; quotes are for all.
 */
final class PolicyDecisionPoint implements AutoCloseable {
  static final String TOKEN = "pdp-token";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<JsonNode> requests = new ArrayList<>();
  private Answering answering = this::decide;

  /** How a request is answered. */
  @FunctionalInterface
  interface Answering {
    void answer(HttpExchange exchange, JsonNode request) throws IOException, InterruptedException;
  }

  PolicyDecisionPoint() {
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), PushPort.NUMBER), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/pdp/access/v1/evaluations", this::handle);
    server.start();
  }

  /** Every request so far, oldest first. */
  List<JsonNode> requests() {
    return requests;
  }

  /** From now on. */
  void answer(Answering other) {
    answering = other;
  }

  /** From now on: the policy. */
  void behave() {
    answering = this::decide;
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      requests.add(request);
      if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        send(exchange, 401, "{}");
      } else {
        answering.answer(exchange, request);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void decide(HttpExchange exchange, JsonNode request) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode decisions = answer.putArray("evaluations");
    for (JsonNode evaluation : request.path("evaluations")) {
      decisions.addObject().put("decision", isAllowed(request, evaluation));
    }
    send(exchange, 200, answer.toString());
  }

  private static boolean isAllowed(JsonNode request, JsonNode evaluation) {
    JsonNode resource = evaluation.path("resource");
    boolean isRead = evaluation.path("action").path("name").asText().equals("read");
    if (resource.path("properties").path("resource_server").asText().equals("quotes-api")) {
      return isRead;
    }
    String user = request.path("subject").path("properties").path("username").asText();
    String agent = request.path("context").path("client_id").asText();
    boolean isOpen = !resource.path("id").asText().equals("account-closed");
    return isOpen && (isRead || (user.equals("alice") && agent.equals("agent")));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
