package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.keycloakagents.demo.Endpoint.Answer;
import io.github.keycloakagents.demo.ResourceServer.Presented;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * An API in the manner of an MCP server: JSON-RPC {@code tools/call} over HTTP POST, guarded by
 * nothing but what the access token says. Tools: {@code place_trade}, {@code get_quote}.
 */
public final class TradingApi implements AutoCloseable {

  /** The resource URI that the realm knows this API by. */
  public static final String RESOURCE = "https://trading.example/mcp";

  private final ResourceServer server;
  private final BiFunction<String, String, JsonNode> quotes;
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Endpoint endpoint;

  /**
   * On a port of localhost (0 for a free one).
   *
   * @param issuer whose tokens it takes
   * @param quotes the price for an instrument, asked with the caller's token
   */
  public TradingApi(int port, String issuer, BiFunction<String, String, JsonNode> quotes) {
    this.quotes = quotes;
    server =
        new ResourceServer(new TokenCheck(Wire.quiet(), issuer, RESOURCE, InstantSource.system()));
    endpoint = new Endpoint(port, this::answer);
  }

  /** Where it listens. */
  public String url() {
    return endpoint.url() + "/mcp";
  }

  private Answer answer(HttpExchange request) throws IOException {
    JsonNode rpc =
        Json.parse(new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    ObjectNode reply = Json.object().put("jsonrpc", "2.0");
    reply.set("id", rpc.path("id"));
    try {
      Presented caller = server.presented(request);
      JsonNode content = tool(rpc.path("params"), caller);
      ObjectNode result = reply.putObject("result");
      result.putArray("content").addObject().put("type", "text").put("text", content.toString());
      result.set("structuredContent", content);
      return Answer.json(200, reply.toString());
    } catch (Refused refused) {
      reply
          .putObject("error")
          .put("code", -32001)
          .put("message", refused.reason())
          .put("data", refused.error());
      return ResourceServer.refusal(refused, reply.toString());
    }
  }

  private JsonNode tool(JsonNode params, Presented caller) {
    JsonNode arguments = params.path("arguments");
    return switch (params.path("name").asText()) {
      case "place_trade" -> place(Trade.of(arguments), caller.claims());
      case "get_quote" -> quotes.apply(caller.token(), arguments.path("instrument").asText());
      default -> throw Refused.action("unknown_tool", "no such tool");
    };
  }

  private JsonNode place(Trade wanted, JsonNode claims) {
    String difference = "no trade was approved";
    for (JsonNode entry : claims.path("authorization_details")) {
      if (entry.path("type").asText().equals("trade")
          && TokenCheck.contains(entry.path("locations"), RESOURCE)) {
        difference = wanted.differenceFrom(Trade.of(entry));
        if (difference.isEmpty()) {
          return once(wanted, claims);
        }
      }
    }
    throw Refused.action("insufficient_authorization_details", difference);
  }

  private JsonNode once(Trade wanted, JsonNode claims) {
    if (!used.add(claims.path("jti").asText())) {
      throw Refused.action("approval_used", "this approval has been used");
    }
    ObjectNode done = wanted.asArguments().put("status", "executed");
    done.set("onBehalfOf", claims.path("sub"));
    done.set("by", claims.path("act"));
    return done;
  }

  /** A tool call as an agent sends it. */
  public Call call(String token, String tool, JsonNode arguments) {
    ObjectNode rpc = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
    rpc.putObject("params").put("name", tool).set("arguments", arguments);
    return Call.json(url(), rpc.toString()).bearer(token);
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
