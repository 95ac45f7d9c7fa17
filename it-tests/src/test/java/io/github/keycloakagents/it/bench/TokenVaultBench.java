package io.github.keycloakagents.it.bench;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The warm exchange beside stock's standard token exchange and stock's broker token endpoint (v2),
 * in one run.
 */
@StockKeycloak(
    jars = Jar.TOKEN_VAULT,
    database = Database.POSTGRES,
    build = "--features=identity-brokering-api:v2",
    exclusive = true)
class TokenVaultBench {
  private static final String SECRET = "agent-secret";

  @Test
  void warmExchange(Nodes nodes) {
    KeycloakServer server = nodes.first();
    Admin admin = new Admin(server);
    Path realms = Path.of(System.getProperty("it.realms"), "../../bench/realm");
    admin.importRealm(realms.resolve("bench-upstream-realm.json"));
    admin.importRealm(realms.resolve("bench-realm.json"));
    Agent agent = new Agent(server, "bench", "agent", SECRET);
    String vaulted = signIn(server, agent, "vaulted", "alice");
    String stored = signIn(server, agent, "stored", "bob");
    String token = server.url() + "/realms/bench/protocol/openid-connect/token";
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("agent:" + SECRET).getBytes(StandardCharsets.UTF_8));
    Load standard =
        new Load(
            "standard token exchange (stock)",
            token,
            basic,
            "grant_type",
            Agent.TOKEN_EXCHANGE,
            "subject_token",
            vaulted,
            "subject_token_type",
            Agent.ACCESS_TOKEN);
    Load broker =
        new Load(
            "POST broker token endpoint, v2 (stock)",
            server.url() + "/realms/bench/broker/stored/token",
            basic,
            "token",
            stored);
    Load ours =
        new Load(
            "token vault exchange, warm",
            token,
            basic,
            "grant_type",
            Agent.TOKEN_EXCHANGE,
            "subject_token",
            vaulted,
            "subject_token_type",
            Agent.ACCESS_TOKEN,
            "requested_issuer",
            "vaulted");
    List<Load> loads = List.of(standard, broker, ours);
    Transactions transactions = new Transactions(nodes.jdbc());
    loads.forEach(load -> load.run(8, Duration.ofSeconds(15), server, transactions));
    List<String> rows = new ArrayList<>(List.of(Figures.HEADER));
    for (int connections : new int[] {1, 8, 32}) {
      Figures stock = null;
      for (Load load : loads) {
        Figures figures = load.run(connections, Duration.ofSeconds(10), server, transactions);
        stock = stock == null ? figures : stock;
        rows.add(figures.row(stock));
      }
    }
    System.out.println(String.join("\n", rows));
  }

  private static String signIn(KeycloakServer server, Agent agent, String provider, String user) {
    String callback = server.url() + "/callback";
    try (UserBrowser browser = new UserBrowser()) {
      browser
          .open(agent.authorizationUrl(callback, "openid", "kc_idp_hint", provider))
          .signIn(user, user);
      browser.awaitUrl(callback);
      Reply tokens = agent.redeem(browser.parameter("code"), callback).expect(200);
      return tokens.accessToken();
    }
  }
}
