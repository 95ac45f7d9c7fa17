package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a refresh costs above the provider's own latency, and how many reach the provider. */
@StockKeycloak(jars = Jar.TOKEN_VAULT, database = Database.POSTGRES, exclusive = true)
class RefreshBench {
  private static final int PROVIDER_MILLIS = 100;
  private static final int AT_A_TIME = 200;
  private static final int WARMING = 1_000;
  private static final int TIMES = 200;

  private final MockProvider provider = new MockProvider();
  private VaultRealms realms;
  private Agent agent;

  @Test
  void refresh(Nodes nodes) throws Exception {
    KeycloakServer server = nodes.first();
    provider.account("4712", "bob");
    realms = new VaultRealms(server, "refresh").create(3600);
    agent = realms.agent();
    provider.register(realms.admin(), "refresh", "IMPORT");
    realms.clientScope("mock", "mock", "");
    realms.assign("agent", "mock");
    provider.signInAnswers(okJson(MockProvider.tokens("at-0", "rt-0", 1, "read")));
    String subject = signIn("mock", "openid mock");
    Supplier<Reply> exchange = () -> agent.exchange(subject, "requested_issuer", "mock");
    Runnable expiry = () -> expire(nodes.jdbc());
    answers(0);
    median(WARMING, expiry, exchange);
    answers(PROVIDER_MILLIS);
    double direct = median(TIMES, () -> {}, this::token);
    double whole = median(TIMES, expiry, exchange);
    expire(nodes.jdbc());
    answers(PROVIDER_MILLIS);
    int ours =
        atATime(
            () -> agent.exchange(subject, "requested_issuer", "mock"), reply -> reply.expect(200));
    System.out.printf(
        Locale.ROOT,
        "| provider alone p50 ms | exchange with refresh p50 ms | ours above it |%n| --- | --- |"
            + " --- |%n| %.1f | %.1f | %.1f |%n%n| %d exchanges of one expired credential |"
            + " refreshes at the provider |%n| --- | --- |%n| token vault | %d |%n",
        direct,
        whole,
        whole - direct,
        AT_A_TIME,
        ours);
    System.out.printf("| stock, GET broker token endpoint | %d |%n", stock(server));
    provider.close();
  }

  private int stock(KeycloakServer server) throws Exception {
    new Admin(server)
        .post(
            "/admin/realms/refresh/identity-provider/instances",
            StockBroker.identityProvider("stock", provider.url()))
        .expect(201);
    provider.signInAnswers(okJson(StockBroker.tokens("at-0", "rt-0", 1)));
    provider.refreshAnswers(
        okJson(StockBroker.tokens("at-1", "rt-1", 3600)).withFixedDelay(PROVIDER_MILLIS));
    String subject = signIn("stock", "openid");
    Thread.sleep(1_500);
    String url = server.url() + "/realms/refresh/broker/stock/token";
    return atATime(() -> Http.get(url, "Authorization", "Bearer " + subject), reply -> {});
  }

  private void answers(int delay) {
    provider.refreshAnswers(
        okJson(MockProvider.tokens("at-1", "rt-1", 3600, "read")).withFixedDelay(delay));
  }

  /** As if the access token's time had passed; no cache holds the row right after a refresh. */
  private static void expire(Nodes.Jdbc jdbc) {
    try (Connection connection =
            DriverManager.getConnection(jdbc.url(), jdbc.user(), jdbc.password());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update token_vault_credential set expires_at = issued_at");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reply token() {
    return Http.form(
        provider.url() + "/token",
        new String[0],
        "grant_type",
        "refresh_token",
        "refresh_token",
        "rt-0");
  }

  private String signIn(String connection, String scope) {
    String url = agent.authorizationUrl(VaultRealms.CALLBACK, scope, "kc_idp_hint", connection);
    return realms.redeem(agent, new Pages(VaultRealms.CALLBACK).open(url)).accessToken();
  }

  private int atATime(Supplier<Reply> request, java.util.function.Consumer<Reply> check)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < AT_A_TIME; i++) {
      replies.add(threads.submit(request::get));
    }
    for (Future<Reply> reply : replies) {
      check.accept(reply.get());
    }
    threads.shutdown();
    return provider.refreshes();
  }

  private static double median(int times, Runnable before, Supplier<Reply> request) {
    double[] millis = new double[times];
    for (int i = 0; i < times; i++) {
      before.run();
      long start = System.nanoTime();
      request.get().expect(200);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis[times / 2];
  }
}
