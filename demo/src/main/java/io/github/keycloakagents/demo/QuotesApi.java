package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.keycloakagents.demo.Endpoint.Answer;
import java.time.InstantSource;

/**
 * Prices, for whoever has the permission {@code read} on {@code quotes}. It answers with who asks
 * for whom, as the token says it.
 */
public final class QuotesApi implements AutoCloseable {

  /** The resource URI that the realm knows this API by. */
  public static final String RESOURCE = "https://quotes.example";

  private final ResourceServer server;
  private final Endpoint endpoint;

  /** On a port of localhost (0 for a free one), for the tokens of one issuer. */
  public QuotesApi(int port, String issuer) {
    server =
        new ResourceServer(new TokenCheck(Wire.quiet(), issuer, RESOURCE, InstantSource.system()));
    endpoint = new Endpoint(port, this::answer);
  }

  /** Where it listens. */
  public String url() {
    return endpoint.url();
  }

  private Answer answer(HttpExchange request) {
    try {
      JsonNode claims = server.presented(request).claims();
      if (!mayRead(claims.path("authorization_details"))) {
        throw Refused.action("insufficient_permissions", "no permission to read quotes");
      }
      ObjectNode quote = Json.object();
      quote.put("instrument", instrument(request.getRequestURI().getPath()));
      quote.put("price", "42.00").put("currency", "USD");
      quote.set("sub", claims.path("sub"));
      quote.set("act", claims.path("act"));
      quote.set("permissions", claims.path("authorization_details"));
      return Answer.json(200, quote.toString());
    } catch (Refused refused) {
      ObjectNode error = Json.object();
      error.put("error", refused.error()).put("error_description", refused.reason());
      return ResourceServer.refusal(refused, error.toString());
    }
  }

  private static String instrument(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static boolean mayRead(JsonNode details) {
    for (JsonNode entry : details) {
      if (entry.path("type").asText().equals("resource_permission")
          && TokenCheck.contains(entry.path("locations"), RESOURCE)
          && entry.path("identifier").asText().equals("quotes")
          && TokenCheck.contains(entry.path("actions"), "read")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
