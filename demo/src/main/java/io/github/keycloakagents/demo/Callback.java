package io.github.keycloakagents.demo;

import com.sun.net.httpserver.HttpExchange;
import io.github.keycloakagents.demo.Endpoint.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where an application waits for the browser to come back (RFC 8252, section 7.3). */
final class Callback implements AutoCloseable {

  /** On the page that the browser shows when it is back. */
  static final String BACK = "main#back";

  private final Endpoint endpoint;
  private volatile Map<String, String> last = Map.of();

  Callback(int port) {
    endpoint = new Endpoint(port, this::answer);
  }

  String url() {
    return endpoint.url() + "/callback";
  }

  /** A parameter of the latest return. */
  String parameter(String name) {
    return last.getOrDefault(name, "");
  }

  private Answer answer(HttpExchange request) {
    if (!request.getRequestURI().getPath().equals("/callback")) {
      return Answer.empty(404);
    }
    last = parameters(request.getRequestURI().getRawQuery());
    return Answer.html(
        "<!doctype html><title>Demo application</title><main id=back>You can close this"
            + " page.</main>");
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      all.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts.length == 1 ? "" : parts[1], StandardCharsets.UTF_8));
    }
    return all;
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
