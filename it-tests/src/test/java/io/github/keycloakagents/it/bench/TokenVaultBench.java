package io.github.keycloakagents.it.bench;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
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
import java.util.Locale;
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
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration TIME = Duration.ofSeconds(5);

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
    Load standard = load("standard token exchange (stock)", token, exchange(vaulted));
    Load broker =
        load(
            "POST broker token endpoint, v2 (stock)",
            server.url() + "/realms/bench/broker/stored/token",
            "token",
            stored);
    Load ours =
        load("token vault exchange, warm", token, exchange(vaulted, "requested_issuer", "vaulted"));
    List<Load> loads = List.of(standard, broker, ours);
    Transactions transactions = new Transactions(nodes.jdbc());
    loads.forEach(load -> load.run(8, WARM_UP, server, transactions));
    List<String> rows = new ArrayList<>(List.of(Figures.HEADER));
    for (int connections : new int[] {1, 8, 32}) {
      Figures stock = null;
      for (Load load : loads) {
        Figures figures = load.run(connections, TIME, server, transactions);
        stock = stock == null ? figures : stock;
        rows.add(figures.row(stock));
      }
    }
    System.out.println(String.join("\n", rows));
    System.out.println(manyCredentials(nodes, admin, ours));
  }

  private static String manyCredentials(Nodes nodes, Admin admin, Load ours) {
    StringBuilder rows =
        new StringBuilder(
            "\n| credentials | warm p50 ms | first after a change p50 ms |\n| --- | --- | --- |\n");
    Credentials credentials = new Credentials(nodes.jdbc());
    Transactions transactions = new Transactions(nodes.jdbc());
    for (int count : new int[] {1_000, 1_000_000}) {
      credentials.fill(count);
      ours.run(1, Duration.ofSeconds(2), nodes.first(), transactions);
      double warm = ours.run(1, TIME, nodes.first(), transactions).p50();
      double cold = ours.median(200, forgetting(nodes.first(), admin.bearer()));
      rows.append(String.format(Locale.ROOT, "| %d | %.3f | %.2f |%n", count, warm, cold));
    }
    return rows.toString();
  }

  /** Empties the user cache, and with it the cache of sealed credentials. */
  private static Runnable forgetting(KeycloakServer server, String[] bearer) {
    String url = server.url() + "/admin/realms/bench/clear-user-cache";
    return () -> Http.json("POST", url, "{}", bearer).expect(204);
  }

  private static String[] exchange(String subject, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "grant_type",
                Agent.TOKEN_EXCHANGE,
                "subject_token",
                subject,
                "subject_token_type",
                Agent.ACCESS_TOKEN));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  private static Load load(String name, String url, String... parameters) {
    byte[] credentials = ("agent:" + SECRET).getBytes(StandardCharsets.UTF_8);
    return new Load(
        name, url, "Basic " + Base64.getEncoder().encodeToString(credentials), parameters);
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
