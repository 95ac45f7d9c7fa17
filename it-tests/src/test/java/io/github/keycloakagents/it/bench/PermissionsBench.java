package io.github.keycloakagents.it.bench;

import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.Launcher;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Client credentials with 0, 1, 10 and 100 permissions, and of one permission among 10 to 100,000
 * resources, beside a stock server without the jar; and what the jar costs where it is not used,
 * both servers in turn.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsBench {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 6));
  private static final Duration WARMING = TIME.multipliedBy(3);
  private static final int ROUNDS = 4;

  private final List<String> rows = new ArrayList<>(List.of(Figures.HEADER));
  private Nodes stock;
  private Nodes ours;

  @BeforeAll
  void start() {
    stock = launch(Set.of());
    ours = launch(Set.of(Jar.FINE_GRAINED_SCOPES));
  }

  @AfterAll
  void stop() {
    System.out.println(String.join("\n", rows));
    stock.close();
    ours.close();
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
    Load plain = PermissionsBenchRealm.create(stock.first(), false).load("no jar");
    PermissionsBenchRealm realm = PermissionsBenchRealm.create(ours.first(), true);
    Load unused = realm.load("jar, not used");
    run(plain, stock, WARMING);
    run(unused, ours, WARMING);
    Figures base = compare(plain, unused);
    for (int lot : PermissionsBenchRealm.LOTS) {
      Load load = realm.load(lot + " permissions", "scope", "lot-" + lot);
      run(load, ours, TIME);
      rows.add(run(load, ours, TIME).row(base));
    }
    int count = 0;
    for (int resources : new int[] {10, 1_000, 100_000}) {
      realm.addBulk(ours.jdbc(), count + 1, resources);
      count = resources;
      Load load =
          realm.load(
              "1 permission of " + resources + " resources",
              "authorization_details",
              "[{\"type\":\"resource_permission\",\"locations\":[\"api\"],\"identifier\":\"bulk-"
                  + resources
                  + "\",\"actions\":[\"read\"]}]");
      run(load, ours, TIME);
      rows.add(run(load, ours, TIME).row(base));
    }
  }

  /** In turn, so that what else the machine does falls on both. */
  private Figures compare(Load plain, Load unused) {
    double without = 0;
    double with = 0;
    Figures first = null;
    for (int round = 0; round < ROUNDS; round++) {
      Figures a = run(plain, stock, TIME);
      Figures b = run(unused, ours, TIME);
      first = first == null ? a : first;
      rows.add(a.row(first));
      rows.add(b.row(first));
      without += a.cpu();
      with += b.cpu();
    }
    rows.add(
        String.format(
            Locale.ROOT, "| CPU with the jar, not used ÷ without: %.3f |", with / without));
    return first;
  }

  private static Figures run(Load load, Nodes nodes, Duration time) {
    return load.run(1, time, nodes.first(), new Transactions(nodes.jdbc()));
  }
}
