package io.github.keycloakagents.tokenvault.refresh;

import io.github.keycloakagents.tokenvault.store.Credential;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Refreshes each credential once at a time: callers on this node share one attempt, and nodes share
 * one through a lease in the store.
 */
public final class Refresher implements Refreshes {

  private final ConcurrentMap<String, CompletableFuture<Fresh>> running = new ConcurrentHashMap<>();
  private final LeasedRefresh refresh;
  private final Duration wait;

  /** Lets a caller wait at most {@code wait} for another's attempt. */
  public Refresher(LeasedRefresh refresh, Duration wait) {
    this.refresh = refresh;
    this.wait = wait;
  }

  @Override
  public Fresh fresh(Credential stale, Wish wish) {
    String id = stale.key().id();
    var mine = new CompletableFuture<Fresh>();
    CompletableFuture<Fresh> first = running.putIfAbsent(id, mine);
    if (first != null) {
      return await(first);
    }
    try {
      Fresh result = refresh.run(stale, wish);
      mine.complete(result);
      return result;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      running.remove(id, mine);
    }
  }

  private Fresh await(CompletableFuture<Fresh> attempt) {
    try {
      return attempt.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Fresh.Later(1, "waited");
    } catch (ExecutionException e) {
      return new Fresh.Later(1, "attempt_failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Fresh.Later(1, "interrupted");
    }
  }
}
