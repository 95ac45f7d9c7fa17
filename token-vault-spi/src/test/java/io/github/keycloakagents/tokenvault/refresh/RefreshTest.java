package io.github.keycloakagents.tokenvault.refresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.store.AccountName;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialKey;
import io.github.keycloakagents.tokenvault.store.CredentialState;
import io.github.keycloakagents.tokenvault.store.Lease;
import io.github.keycloakagents.tokenvault.upstream.Provider;
import io.github.keycloakagents.tokenvault.upstream.RefreshOutcome;
import io.github.keycloakagents.tokenvault.upstream.TokenAnswer;
import io.github.keycloakagents.tokenvault.upstream.Tokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefreshTest {
  private static final CredentialKey KEY = new CredentialKey("realm", "alice", "bank", "4711");

  private final MemoryStore store = new MemoryStore();
  private final Clock clock = Clock.systemUTC();
  private final Seal seal = new Seal(new OneKey(), new SecureRandom());
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void rotates() {
    Credential stale = hold("r1");
    Fresh.Ready ready =
        assertInstanceOf(
            Fresh.Ready.class, node().fresh(stale, wish(provider(t -> renewed("a2", "r2")))));
    assertEquals("a2", open(ready.credential()).access());
    assertEquals("r2", open(stored()).refresh());
    assertEquals(2, stored().generation());
  }

  @Test
  void keepsARefreshTokenThatIsNotSentAgain() {
    node().fresh(hold("r1"), wish(provider(t -> renewed("a2", null))));
    assertEquals("r1", open(stored()).refresh());
  }

  @Test
  void losesNothingToAnOutageAndBacksOff() {
    Credential stale = hold("r1");
    Refresher node = node();
    Provider down = provider(t -> new RefreshOutcome.Failed(60, "http_503"));
    assertEquals(
        60, assertInstanceOf(Fresh.Later.class, node.fresh(stale, wish(down))).retryAfter());
    assertEquals("r1", open(stored()).refresh());
    assertEquals(CredentialState.ACTIVE, stored().state());
    assertInstanceOf(Fresh.Later.class, node.fresh(stale, wish(down)));
    assertEquals(1, calls.get());
  }

  @Test
  void endsWhenTheGrantIsGone() {
    Credential stale = hold("r1");
    Provider refusing = provider(t -> new RefreshOutcome.Rejected("invalid_grant"));
    assertInstanceOf(Fresh.Ended.class, node().fresh(stale, wish(refusing)));
    assertEquals(CredentialState.REAUTHORIZATION_REQUIRED, stored().state());
    assertInstanceOf(Fresh.Ended.class, node().fresh(stale, wish(refusing)));
    assertEquals(1, calls.get());
  }

  @Test
  void endsWithoutARefreshToken() {
    assertInstanceOf(
        Fresh.Ended.class, node().fresh(hold(null), wish(provider(t -> renewed("a", "r")))));
    assertEquals(0, calls.get());
  }

  @Test
  void callsTheProviderOutsideTransactions() {
    node()
        .fresh(
            hold("r1"),
            wish(
                provider(
                    t -> {
                      assertFalse(store.inTransaction());
                      return renewed("a2", "r2");
                    })));
  }

  @Test
  void refreshesOnceForManyCallersOnManyNodes() throws Exception {
    Credential stale = hold("r1");
    Provider slow =
        provider(
            t -> {
              pause(300);
              return renewed("a2", "r2");
            });
    List<Refresher> nodes = List.of(node(), node(), node());
    ExecutorService threads = Executors.newFixedThreadPool(60);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Fresh>> results = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Refresher node = nodes.get(i % 3);
      results.add(
          threads.submit(
              () -> {
                start.await();
                return node.fresh(stale, wish(slow));
              }));
    }
    start.countDown();
    for (Future<Fresh> result : results) {
      Credential fresh = assertInstanceOf(Fresh.Ready.class, result.get()).credential();
      assertEquals("a2", open(fresh).access());
    }
    assertEquals(1, calls.get());
    threads.shutdown();
  }

  @Test
  void writesAgainWhenTheDatabaseFailsAtTheWorstMoment() {
    Credential stale = hold("r1");
    Provider rotating =
        provider(
            t -> {
              store.failNext(2);
              return renewed("a2", "r2");
            });
    assertInstanceOf(Fresh.Ready.class, node().fresh(stale, wish(rotating)));
    assertEquals("r2", open(stored()).refresh());
    assertEquals(1, calls.get());
  }

  @Test
  void keepsRotatedTokensThatCameAfterTheLease() {
    Credential stale = hold("r1");
    Provider late =
        provider(
            t -> {
              var other = new Lease("other", Long.MAX_VALUE, Long.MAX_VALUE);
              store.lease(stored(), other);
              return renewed("a2", "r2");
            });
    assertInstanceOf(Fresh.Ready.class, node().fresh(stale, wish(late)));
    assertEquals("r2", open(stored()).refresh());
  }

  @Test
  void takesOverFromANodeThatDied() {
    Credential stale = hold("r1");
    long now = clock.instant().getEpochSecond();
    store.lease(stale, new Lease("dead", now - 100, now - 1));
    assertInstanceOf(
        Fresh.Ready.class, node().fresh(stale, wish(provider(t -> renewed("a2", "r2")))));
  }

  @Test
  void waitsOnlySoLongForAnother() {
    Credential stale = hold("r1");
    long now = clock.instant().getEpochSecond();
    store.lease(stale, new Lease("other", now, now + 100));
    Fresh fresh = node().fresh(stale, wish(provider(t -> renewed("a2", "r2"))));
    assertEquals("busy", assertInstanceOf(Fresh.Later.class, fresh).cause());
    assertEquals(0, calls.get());
  }

  @Test
  void neverWritesOverANewerSignIn() {
    Credential stale = hold("r1");
    Fresh fresh =
        node()
            .fresh(
                stale,
                wish(
                    provider(
                        t -> {
                          store.put(credential("signed-in-again", 2));
                          return renewed("a2", "r2");
                        })));
    assertInstanceOf(Fresh.Ready.class, fresh);
    assertEquals("signed-in-again", open(stored()).refresh());
  }

  @Test
  void noticesADisconnectMeanwhile() {
    Credential stale = hold("r1");
    store.remove(KEY);
    assertInstanceOf(
        Fresh.Gone.class, node().fresh(stale, wish(provider(t -> renewed("a2", "r2")))));
  }

  private Wish wish(Provider provider) {
    return new Wish(provider, seal, Set.of());
  }

  private Refresher node() {
    Duration wait = Duration.ofMillis(800);
    return new Refresher(new LeasedRefresh(store, clock, Duration.ofSeconds(30), wait), wait);
  }

  private Credential hold(@Nullable String refresh) {
    Credential held = credential(refresh, 1);
    store.put(held);
    return held;
  }

  private Credential credential(@Nullable String refresh, long generation) {
    byte[] tokens = new Tokens("a1", refresh, "Bearer", null).bytes();
    return new Credential(
        KEY,
        new AccountName("alice@bank.example", "alice"),
        CredentialState.ACTIVE,
        Set.of("accounts"),
        0,
        1L,
        seal.seal(tokens, KEY.binding(generation)),
        generation,
        0,
        0,
        0);
  }

  private Credential stored() {
    return store.find(KEY.id()).orElseThrow();
  }

  private Tokens open(Credential credential) {
    return Tokens.of(
        seal.open(credential.sealed(), credential.key().binding(credential.generation())));
  }

  private static RefreshOutcome renewed(String access, @Nullable String refresh) {
    return new RefreshOutcome.Renewed(new TokenAnswer(access, refresh, "Bearer", 60L, null));
  }

  private Provider provider(Function<String, RefreshOutcome> refresh) {
    return new Provider() {
      @Override
      public RefreshOutcome refresh(String refreshToken, Set<String> scopes) {
        calls.incrementAndGet();
        return refresh.apply(refreshToken);
      }

      @Override
      public boolean revoke(Tokens tokens) {
        return true;
      }

      @Override
      public Set<String> defaultScopes() {
        return Set.of();
      }
    };
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
