package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decisions raced over two nodes, and nodes that die in between. */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    database = Database.POSTGRES,
    nodes = 2,
    exclusive = true,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class TwoNodesIT {
  private final Nodes nodes;
  private ApprovalRealm realm;
  private DemoPushService push;
  private Person alice;
  private PushSubscription phone;

  TwoNodesIT(Nodes nodes) {
    this.nodes = nodes;
  }

  @BeforeEach
  void enrol() {
    push = new DemoPushService(PushPort.NUMBER);
    realm =
        ApprovalRealm.create(nodes.first(), "cluster", "max.expiry", "600", "pre.approval", "true");
    alice = realm.person("alice");
    phone = realm.enrol(alice, push);
  }

  @AfterEach
  void clean() {
    push.close();
    realm.delete();
  }

  @Test
  void ofApproveAndDenyExactlyOneWins() throws Exception {
    Person elsewhere = realm.person("alice");
    for (int round = 0; round < 5; round++) {
      String authReqId =
          realm.ask("agent", "binding_message", "Round " + round).expect(200).text("auth_req_id");
      String approval = realm.pushed(phone, push);
      alice.reach(realm.page(approval), "form#ciba-push-decision");
      elsewhere.reach(realm.page(approval), "form#ciba-push-decision");
      elsewhere.browser().open(onSecond(realm.page(approval)));
      List<String> results = race(press(alice, "approve"), press(elsewhere, "deny"));
      assertTrue(
          List.of("approved", "already").equals(results)
              || List.of("already", "denied").equals(results),
          results::toString);
      Reply polled = realm.poll(authReqId);
      assertEquals(results.get(0).equals("approved") ? 200 : 400, polled.status(), polled.body());
    }
  }

  @Test
  void anApprovalSurvivesTheDeathOfAllNodes() {
    String undecided =
        realm.ask("agent", "requested_expiry", "600").expect(200).text("auth_req_id");
    String open = realm.pushed(phone, push);
    String decided =
        realm
            .ask("agent", "requested_expiry", "600", "binding_message", "Second")
            .expect(200)
            .text("auth_req_id");
    assertEquals("approved", realm.decide(alice, realm.pushed(phone, push), "approve"));
    nodes.node(0).kill();
    nodes.node(1).kill();
    nodes.node(0).restart();
    nodes.node(1).restart();
    assertEquals(200, realm.poll(decided).status());
    assertEquals("authorization_pending", realm.poll(undecided).text("error"));
    assertEquals("approved", realm.decide(realm.person("alice"), open, "approve"));
    assertEquals(200, realm.poll(undecided).status());
    assertEquals("invalid_grant", realm.poll(undecided).text("error"));
  }

  @Test
  void theLastUseOfAPreApprovalIsOne() throws Exception {
    realm.ask("agent").expect(200);
    assertEquals(
        "approved",
        realm.decide(
            alice,
            realm.pushed(phone, push),
            "preapprove",
            "pre_uses",
            "1",
            "pre_minutes",
            "60",
            "pre_amount",
            "100000"));
    List<String> asked =
        race(
            () -> realm.ask("agent", "binding_message", "One").text("auth_req_id"),
            () -> onSecond().ask("agent", "binding_message", "Two").text("auth_req_id"));
    assertEquals(
        Set.of(200, 400),
        Set.of(realm.poll(asked.get(0)).status(), realm.poll(asked.get(1)).status()));
  }

  @Test
  void onePollOfManyGetsTheToken() throws Exception {
    String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
    assertEquals("approved", realm.decide(alice, realm.pushed(phone, push), "approve"));
    java.util.concurrent.locks.LockSupport.parkNanos(1_100_000_000L);
    List<String> results =
        race(
            () -> Integer.toString(realm.agent().poll(authReqId).status()),
            () -> Integer.toString(onSecond().agent().poll(authReqId).status()));
    assertEquals(Set.of("200", "400"), Set.copyOf(results));
  }

  @Test
  void keepsWhatWasAskedAndDecidedUntilTheRealmGoes() throws SQLException {
    push.close();
    new MainPath(nodes).walk();
    try (Connection connection =
            DriverManager.getConnection(
                nodes.jdbc().url(), nodes.jdbc().user(), nodes.jdbc().password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM CIBA_PUSH_APPROVAL")) {
      assertTrue(rows.next());
      assertEquals(0, rows.getInt(1));
    }
  }

  private static Callable<String> press(Person person, String decision) {
    return () -> {
      person.browser().submit("form#ciba-push-decision", Map.of("decision", decision));
      return ApprovalRealm.result(person);
    };
  }

  private static List<String> race(Callable<String> first, Callable<String> second)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier start = new CyclicBarrier(2);
    try {
      Future<String> one = threads.submit(() -> started(start, first));
      Future<String> two = threads.submit(() -> started(start, second));
      return List.of(one.get(), two.get());
    } finally {
      threads.shutdownNow();
    }
  }

  private static String started(CyclicBarrier start, Callable<String> work) throws Exception {
    start.await();
    return work.call();
  }

  private ApprovalRealm onSecond() {
    return new ApprovalRealm(nodes.node(1), realm.name());
  }

  private String onSecond(String url) {
    return url.replace(nodes.node(0).url(), nodes.node(1).url());
  }
}
