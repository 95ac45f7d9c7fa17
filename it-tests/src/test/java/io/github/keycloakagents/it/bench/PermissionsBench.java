package io.github.keycloakagents.it.bench;

import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.Launcher;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Client credentials with 0, 1, 10 and 100 permissions, and of one permission among 10 to 100,000
 * resources, beside tokens without; and what the jar costs where it is not used, beside stock
 * servers without it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsBench {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 5));
  private static final Duration WARMING = TIME.multipliedBy(5);
  private static final int ROUNDS = 4;
  private static final int CONNECTIONS = 8;

  private final List<String> rows = new ArrayList<>(List.of(Figures.HEADER));
  private Nodes stock;
  private Nodes ours;
  private Nodes stockToo;

  @BeforeAll
  void start() {
    stock = launch(Set.of());
    ours = launch(Set.of(Jar.FINE_GRAINED_SCOPES));
    stockToo = launch(Set.of());
  }

  @AfterAll
  void stop() {
    System.out.println(String.join("\n", rows));
    stock.close();
    ours.close();
    stockToo.close();
  }

  private static Nodes launch(Set<Jar> jars) {
    return Launcher.configured()
        .launch(
            new Setup(
                jars,
                List.of(),
                List.of(),
                Database.POSTGRES,
                1,
                PermissionsBench.class.getName()));
  }

  @Test
  void issuance() {
    PermissionsBenchRealm realm = PermissionsBenchRealm.create(ours.first(), true);
    Load unused = realm.load("jar, not used", "plain");
    unused(unused);
    List<Load> loads = new ArrayList<>(List.of(unused));
    for (int lot : PermissionsBenchRealm.LOTS) {
      loads.add(realm.load(lot + " permissions", "agent", "scope", "lot-" + lot));
    }
    loads.forEach(load -> run(CONNECTIONS, load, ours, WARMING));
    List<Figures> figures = loads.stream().map(load -> run(1, load, ours, TIME)).toList();
    Figures base = figures.get(0);
    figures.forEach(each -> rows.add(each.row(base)));
    int count = 0;
    for (int resources : new int[] {10, 1_000, 100_000}) {
      realm.addBulk(ours.jdbc(), count + 1, resources);
      count = resources;
      Load load = realm.load("1 of " + resources + " resources", "agent", bulk(resources));
      run(CONNECTIONS, load, ours, TIME);
      rows.add(run(1, load, ours, TIME).row(base));
    }
  }

  private static String[] bulk(int resource) {
    return new String[] {
      "authorization_details",
      "[{\"type\":\"resource_permission\",\"locations\":[\"api\"],\"identifier\":\"bulk-"
          + resource
          + "\",\"actions\":[\"read\"]}]"
    };
  }

  /** Three servers in turn, two of them alike: how far these two differ is what chance does. */
  private void unused(Load unused) {
    List<Load> loads =
        List.of(
            PermissionsBenchRealm.create(stock.first(), false).load("no jar", "plain"),
            unused,
            PermissionsBenchRealm.create(stockToo.first(), false).load("no jar either", "plain"));
    List<Nodes> servers = List.of(stock, ours, stockToo);
    double[][] cpu = new double[servers.size()][ROUNDS];
    for (int i = 0; i < servers.size(); i++) {
      run(CONNECTIONS, loads.get(i), servers.get(i), WARMING);
    }
    for (int round = 0; round < ROUNDS; round++) {
      Figures first = null;
      for (int i = 0; i < servers.size(); i++) {
        Figures figures = run(CONNECTIONS, loads.get(i), servers.get(i), TIME);
        first = first == null ? figures : first;
        cpu[i][round] = figures.cpu();
        rows.add(figures.row(first));
      }
    }
    rows.add(ratio("CPU, jar not used ÷ no jar", median(cpu[1]) / median(cpu[0])));
    rows.add(ratio("CPU, no jar either ÷ no jar", median(cpu[2]) / median(cpu[0])));
    Samples samples = Samples.of(ours.first(), () -> run(CONNECTIONS, unused, ours, WARMING));
    rows.add(
        ratio("share of " + samples.all() + " samples with a frame of the jar", samples.share()));
    rows.add(samples.outermost().toString());
  }

  private static String ratio(String name, double value) {
    return String.format(Locale.ROOT, "| %s | %.3f |", name, value);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
  }

  private static Figures run(int connections, Load load, Nodes nodes, Duration time) {
    return load.run(connections, time, nodes.first(), new Transactions(nodes.jdbc()));
  }
}
