package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two nodes over PostgreSQL: who wins a race, what survives a crash, and that no node answers from
 * a cache what another node has changed.
 */
@StockKeycloak(
    jars = Jar.TOKEN_VAULT,
    database = Database.POSTGRES,
    nodes = 2,
    options = {
      "--spi-token-exchange--token-vault--http-timeout=3000",
      "--spi-token-exchange--token-vault--refresh-wait=25000",
      "--spi-token-exchange--token-vault--cache-life=600"
    })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VaultClusterIT {
  private final MockProvider provider = new MockProvider();
  private Nodes nodes;
  private Tables tables;
  private MockedRealm realm;

  @BeforeAll
  void realm(Nodes started) {
    nodes = started;
    tables = new Tables(started.jdbc());
    realm = new MockedRealm(nodes, provider, "cluster");
  }

  @AfterAll
  void stop() {
    realm.realms().remove();
    provider.close();
    assertEquals(List.of(), tables.query("select id from token_vault_credential"));
    assertEquals(List.of(), tables.query("select client_id from token_vault_use"));
  }

  @Test
  void refreshesOnceOverTwoNodes() throws Exception {
    String subject = realm.signIn(0, "racer", "race-0", 1);
    Thread.sleep(1_100);
    provider.refreshAnswers(
        okJson(MockProvider.tokens("race-1", "rt-race-1", 3600, "read write")).withFixedDelay(800));
    ExecutorService threads = Executors.newFixedThreadPool(40);
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int node = i % 2;
      replies.add(threads.submit(() -> realm.exchange(node, subject)));
    }
    for (Future<Reply> reply : replies) {
      assertEquals("race-1", reply.get().expect(200).accessToken());
    }
    threads.shutdown();
    assertEquals(1, provider.refreshes());
  }

  @Test
  void aDisconnectHoldsOnTheOtherNodeAtOnce() {
    String subject = realm.signIn(0, "leaver", "leaver", 3600);
    warm(subject, "at-leaver");
    provider.refreshAnswers(okJson("{}"));
    Http.delete(realm.connections(0), "Authorization", "Bearer " + subject).expect(204);
    assertEquals("not_connected", realm.exchange(1, subject).expect(400).text("reason"));
    assertEquals("not_connected", realm.exchange(0, subject).expect(400).text("reason"));
    assertEquals(1, provider.revocationsOf("rt-leaver"));
  }

  @Test
  void aNewSignInIsSeenOnTheOtherNodeAtOnce() {
    String first = realm.signIn(0, "returner", "first", 3600);
    warm(first, "at-first");
    String second = realm.signIn(0, "returner", "second", 3600);
    assertEquals("at-second", realm.exchange(1, first).expect(200).accessToken());
    assertEquals("at-second", realm.exchange(0, second).expect(200).accessToken());
  }

  @Test
  void aRefreshIsSeenOnTheOtherNodeAtOnce() throws InterruptedException {
    String subject = realm.signIn(0, "refresher", "stale", 2);
    warm(subject, "at-stale");
    Thread.sleep(2_100);
    provider.refreshAnswers(okJson(MockProvider.tokens("fresh", "rt-fresh", 3600, "read write")));
    assertEquals("fresh", realm.exchange(0, subject).expect(200).accessToken());
    assertEquals("fresh", realm.exchange(1, subject).expect(200).accessToken());
    assertEquals(1, provider.refreshes());
  }

  @Test
  void anAdminsDisconnectAndADisabledProviderHoldAtOnce() {
    String subject = realm.signIn(1, "managed", "managed", 3600);
    warm(subject, "at-managed");
    var admin = realm.realms().admin();
    String idp = realm.admin("/identity-provider/instances/mock");
    String enabled = admin.get(idp).body();
    admin.put(idp, enabled.replace("\"enabled\":true", "\"enabled\":false")).expect(204);
    assertEquals("invalid_target", realm.exchange(1, subject).expect(400).text("error"));
    admin.put(idp, enabled).expect(204);
    warm(subject, "at-managed");
    String list = realm.admin("/token-vault/connections?user=" + realm.userId("managed"));
    String id = admin.get(list).json().path(0).path("id").asText();
    admin.delete(realm.admin("/token-vault/connections/" + id)).expect(204);
    assertEquals("not_connected", realm.exchange(1, subject).expect(400).text("reason"));
  }

  @Test
  void aDisabledUserGetsNothingFromACache() {
    String subject = realm.signIn(0, "disabled", "disabled", 3600);
    warm(subject, "at-disabled");
    String user = realm.admin("/users/" + realm.userId("disabled"));
    realm.realms().admin().put(user, "{\"enabled\":false}").expect(204);
    assertEquals("invalid_request", realm.exchange(1, subject).expect(400).text("error"));
    assertEquals("invalid_request", realm.exchange(0, subject).expect(400).text("error"));
  }

  /**
   * A node dies while it refreshes two credentials. One provider has not answered yet: the other
   * node refreshes. The other has rotated the token already, and ends the grant when the old one
   * comes again: the user is asked, and nothing wrong is released.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void theOtherNodeTakesOverWhenOneDiesInMidRefresh() throws Exception {
    String alice = realm.signIn(1, "alice", "alice", 1);
    String bob = realm.signIn(1, "bob", "bob", 1);
    Thread.sleep(1_100);
    provider.refreshAnswers(
        okJson(MockProvider.tokens("lost", "rt-lost", 3600, "read write")).withFixedDelay(2_500));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    threads.submit(() -> realm.exchange(0, alice));
    threads.submit(() -> realm.exchange(0, bob));
    for (int i = 0; i < 500 && provider.refreshes() < 2; i++) {
      Thread.sleep(20);
    }
    assertEquals(2, provider.refreshes());
    nodes.first().kill();
    try {
      provider.refreshAnswers(
          okJson(MockProvider.tokens("taken-over", "rt-2", 3600, "read write")));
      provider.refreshAnswersTo(
          "rt-bob", aResponse().withStatus(400).withBody("{\"error\":\"invalid_grant\"}"));
      Future<Reply> lost = threads.submit(() -> realm.exchange(1, bob));
      assertEquals("taken-over", realm.exchange(1, alice).expect(200).accessToken());
      assertEquals("reauthorization_required", lost.get().expect(400).text("reason"));
      assertEquals(1, provider.refreshesWith("rt-bob"));
      assertEquals("reauthorization_required", realm.exchange(1, bob).text("reason"));
      assertEquals(1, provider.refreshesWith("rt-bob"));
    } finally {
      threads.shutdownNow();
      nodes.first().restart();
    }
  }

  /** Both nodes have the token in their caches. */
  private void warm(String subject, String token) {
    for (int node = 0; node < 2; node++) {
      assertEquals(token, realm.exchange(node, subject).expect(200).accessToken());
    }
  }
}
