package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Map;

/**
 * Everybody in the story, and the services that are not Keycloak's: push service, trading API,
 * quotes API, and where applications wait for the browser.
 */
public final class Stage implements AutoCloseable {
  final Transcript transcript;
  final Wire wire;
  final Realm agents;
  final Realm bank;
  final Person alice;
  final Callback callback;
  final DemoApp app;
  final DemoApp bankApp;
  final Agent agent;
  final DemoPushService push;
  final QuotesApi quotes;
  final TradingApi trading;

  /**
   * Sets it up.
   *
   * @param base the server, such as {@code http://localhost:8080}
   * @param ports of the services that listen beside it
   * @param browser Alice's
   * @param out where the story is printed
   */
  public Stage(String base, Ports ports, Browser browser, PrintStream out) {
    transcript = new Transcript(out);
    wire = new Wire(transcript::exchange);
    agents = Realm.of(base, "agents");
    bank = Realm.of(base, "bank");
    alice = new Person("alice", "alice", browser);
    callback = new Callback(ports.application());
    app = new DemoApp(wire, agents, "demo-app", callback);
    bankApp = new DemoApp(Wire.quiet(), bank, "bank-web", callback);
    agent = new Agent(wire, agents, "agent", "agent-secret");
    push = new DemoPushService(ports.push());
    quotes = new QuotesApi(ports.quotes(), agents.issuer());
    Agent tradingClient = new Agent(wire, agents, "trading-api", "trading-api-secret");
    trading =
        new TradingApi(
            ports.trading(),
            agents.issuer(),
            (token, symbol) -> quote(tradingClient, token, symbol));
  }

  /**
   * Where the services listen; 0 takes a free port.
   *
   * @param push has to be the one that Keycloak allows
   */
  public record Ports(int push, int trading, int quotes, int application) {}

  private JsonNode quote(Agent tradingClient, String token, String symbol) {
    String exchanged =
        tradingClient
            .exchange(token, Map.of("resource", QuotesApi.RESOURCE))
            .expect(200)
            .text("access_token");
    return wire.send(Call.get(quotes.url() + "/quotes/" + symbol).bearer(exchanged))
        .expect(200)
        .json();
  }

  /** What a token says, without believing it. */
  static JsonNode claims(String token) {
    return Jwt.parse(token).claims();
  }

  @Override
  public void close() {
    callback.close();
    push.close();
    quotes.close();
    trading.close();
    alice.browser().close();
  }
}
