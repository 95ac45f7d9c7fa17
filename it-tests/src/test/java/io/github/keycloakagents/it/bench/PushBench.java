package io.github.keycloakagents.it.bench;

import io.github.keycloakagents.demo.FormBrowser;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * Push approvals beside stock's CIBA with its HTTP channel, in one run; how long a push takes; and
 * whether many open approvals slow anything.
 */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    database = Database.POSTGRES,
    options = {
      "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}",
      "--spi-ciba-auth-channel--ciba-http-auth-channel--http-authentication-channel-uri=http://localhost:{push.port}/device"
    },
    exclusive = true)
class PushBench {
  private static final String SERVICE = "http://localhost:" + PushPort.NUMBER;
  private static final int USERS = 1000;
  private static final int MANY = 10_000;

  private final List<String> out = new ArrayList<>();

  @Test
  void pushApprovals(Nodes nodes) throws Exception {
    KeycloakServer server = nodes.first();
    try (Arrivals arrivals = new Arrivals(PushPort.NUMBER)) {
      BackchannelUsers ours = new BackchannelUsers(server, "push", USERS).create(true, SERVICE);
      BackchannelUsers theirs = new BackchannelUsers(server, "stock", USERS).create(false, SERVICE);
      Asking push = new Asking(ours);
      rates(new Asking(theirs), push);
      settle(arrivals);
      delays(push, arrivals);
      many(ours, push, nodes);
    }
    out.forEach(System.out::println);
  }

  private void rates(Asking stock, Asking push) throws Exception {
    stock.closed(8, Duration.ofSeconds(8));
    push.closed(8, Duration.ofSeconds(8));
    out.add("| backchannel requests | connections | per second | p50 ms | p99 ms | ÷ stock |");
    out.add("| --- | --- | --- | --- | --- | --- |");
    for (int connections : new int[] {1, 8}) {
      Asking.Loop theirs = stock.closed(connections, Duration.ofSeconds(6));
      Asking.Loop ours = push.closed(connections, Duration.ofSeconds(6));
      out.add(row("stock, HTTP channel", connections, theirs, theirs));
      out.add(row("push approvals", connections, ours, theirs));
    }
  }

  private static String row(String name, int connections, Asking.Loop loop, Asking.Loop stock) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %.2f | %.2f | %.2f |",
        name,
        connections,
        loop.rate(),
        at(loop.millis(), 50),
        at(loop.millis(), 99),
        loop.rate() / stock.rate());
  }

  private void delays(Asking push, Arrivals arrivals) {
    out.add("| requests per second | pushes | delay p50 ms | p99 ms |");
    out.add("| --- | --- | --- | --- |");
    for (int rate : new int[] {1, 20, 100}) {
      arrivals.delays();
      push.scheduled(rate, Duration.ofSeconds(rate == 1 ? 15 : 10), arrivals);
      settle(arrivals);
      double[] delays = arrivals.delays();
      out.add(
          String.format(
              Locale.ROOT,
              "| %d | %d | %.1f | %.1f |",
              rate,
              delays.length,
              at(delays, 50),
              at(delays, 99)));
    }
  }

  /** The same inbox and the same poll, with few and with many open approvals of others. */
  private void many(BackchannelUsers users, Asking push, Nodes nodes) throws Exception {
    execute(nodes, "delete from CIBA_PUSH_APPROVAL");
    out.add("| open approvals | inbox p50 ms | p99 ms | poll p50 ms | p99 ms |");
    out.add("| --- | --- | --- | --- | --- |");
    Person reader = new Person("u0", "u0", new FormBrowser());
    measure(users, push, reader, nodes, false);
    fill(push, nodes);
    measure(users, push, reader, nodes, true);
  }

  private static void fill(Asking push, Nodes nodes) throws Exception {
    while (open(nodes) < MANY) {
      push.closed(16, Duration.ofSeconds(5));
    }
  }

  private void measure(
      BackchannelUsers users, Asking push, Person reader, Nodes nodes, boolean keep)
      throws Exception {
    Agent agent = new Agent(users.server(), users.name(), "agent", "agent-secret");
    if (!keep) {
      push.ask(0);
    }
    String inbox = users.server().url() + "/realms/" + users.name() + "/ciba-push/";
    reader.reach(inbox, "main");
    List<String> pending = new ArrayList<>();
    for (int user = 100; user < 400; user++) {
      pending.add(push.ask(user));
    }
    time(100, i -> reader.browser().open(inbox));
    double[] pages = time(200, i -> reader.browser().open(inbox));
    time(100, i -> agent.poll(pending.get(i)));
    double[] polls = time(200, i -> agent.poll(pending.get(100 + i)).expect(400));
    out.add(
        String.format(
            Locale.ROOT,
            "| %d | %.2f | %.2f | %.2f | %.2f |",
            open(nodes),
            at(pages, 50),
            at(pages, 99),
            at(polls, 50),
            at(polls, 99)));
  }

  private static double[] time(int count, IntConsumer work) {
    double[] millis = new double[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      work.accept(i);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    java.util.Arrays.sort(millis);
    return millis;
  }

  /** Until no more pushes come. */
  private static void settle(Arrivals arrivals) {
    for (int before = -1; before != arrivals.count(); ) {
      before = arrivals.count();
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
  }

  private static int open(Nodes nodes) throws Exception {
    try (Connection db =
            DriverManager.getConnection(
                nodes.jdbc().url(), nodes.jdbc().user(), nodes.jdbc().password());
        ResultSet row =
            db.createStatement()
                .executeQuery("select count(*) from CIBA_PUSH_APPROVAL where STATUS = 'OPEN'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void execute(Nodes nodes, String sql) throws Exception {
    try (Connection db =
        DriverManager.getConnection(
            nodes.jdbc().url(), nodes.jdbc().user(), nodes.jdbc().password())) {
      db.createStatement().execute(sql);
    }
  }

  private static double at(double[] sorted, int percent) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
