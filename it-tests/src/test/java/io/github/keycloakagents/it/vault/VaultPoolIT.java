package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A hanging provider and few database connections: nobody who waits for the provider holds one, not
 * even when their users are in no cache, and the provider gets no more than its share of calls.
 */
@StockKeycloak(
    jars = Jar.TOKEN_VAULT,
    options = {
      "--db-pool-min-size=1",
      "--db-pool-initial-size=1",
      "--db-pool-max-size=4",
      "--spi-token-exchange--token-vault--housekeeping-interval=2",
      "--spi-token-exchange--token-vault--http-timeout=15000",
      "--spi-token-exchange--token-vault--max-calls=6"
    })
class VaultPoolIT {
  private static final int USERS = 8;

  @Test
  void aHangingProviderHoldsNoDatabaseConnection(Nodes nodes) throws Exception {
    try (MockProvider provider = new MockProvider()) {
      MockedRealm realm = new MockedRealm(nodes, provider, "pool");
      Admin admin = realm.realms().admin();
      List<String> subjects = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        subjects.add(realm.signIn(0, "user" + i, "u" + i, 1));
      }
      Thread.sleep(1_100);
      provider.refreshAnswers(okJson("{}").withFixedDelay(30_000));
      admin.post(realm.admin("/clear-realm-cache"), "{}").expect(204);
      admin.post(realm.admin("/clear-user-cache"), "{}").expect(204);
      // One request loads realm and client: many at once with a small pool stop stock Keycloak
      // itself, which loads both behind a lock while others hold the connections and wait for it.
      realm.agent(0).exchange(subjects.get(0), "requested_issuer", "nowhere").expect(400);

      ExecutorService threads = Executors.newFixedThreadPool(3 * USERS);
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 3 * USERS; i++) {
        String subject = subjects.get(i % USERS);
        replies.add(threads.submit(() -> realm.exchange(0, subject)));
      }
      for (int i = 0; i < 700 && provider.refreshes() < 6; i++) {
        Thread.sleep(20);
      }
      assertEquals(6, provider.refreshes(), "the provider's share of calls");
      for (int i = 0; i < 5; i++) {
        admin.get(realm.admin("/users?search=user" + i)).expect(200);
      }
      assertTrue(
          replies.stream().anyMatch(reply -> !reply.isDone()),
          "an admin did not wait for the provider");
      for (Future<Reply> reply : replies) {
        assertEquals("temporarily_unavailable", reply.get().expect(503).text("error"));
      }
      threads.shutdown();
      assertEquals(6, provider.refreshes());

      provider.refreshAnswers(okJson(MockProvider.tokens("at-1", "rt-1", 3600, "read write")));
      Thread.sleep(2_500);
      for (String subject : subjects) {
        assertEquals("at-1", realm.exchange(0, subject).expect(200).accessToken());
      }
      realm.realms().remove();
    }
  }

  @Test
  void aNewKeyTakesOver(Nodes nodes) throws InterruptedException {
    try (MockProvider provider = new MockProvider()) {
      MockedRealm realm = new MockedRealm(nodes, provider, "pool-rotation");
      new KeyRotation(nodes.first(), realm).run();
      realm.realms().remove();
    }
  }
}
