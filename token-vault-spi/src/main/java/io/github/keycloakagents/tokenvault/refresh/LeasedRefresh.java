package io.github.keycloakagents.tokenvault.refresh;

import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialState;
import io.github.keycloakagents.tokenvault.store.Lease;
import io.github.keycloakagents.tokenvault.store.Work;
import io.github.keycloakagents.tokenvault.upstream.RefreshOutcome;
import io.github.keycloakagents.tokenvault.upstream.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * One refresh over all nodes: takes the lease, calls the provider with no transaction open, and
 * writes what came of it at once. Without the lease it waits for the holder's result.
 */
public final class LeasedRefresh {

  private static final long POLL_MILLIS = 100;
  private static final int MOST_WRITES = 4;

  private final Work work;
  private final Clock clock;
  private final Duration lease;
  private final Duration wait;

  /**
   * Creates the refresh.
   *
   * @param work the store
   * @param clock the time
   * @param lease must outlast the longest provider call; a killed node's lease ends after it
   * @param wait the longest wait for another node's result
   */
  public LeasedRefresh(Work work, Clock clock, Duration lease, Duration wait) {
    this.work = work;
    this.clock = clock;
    this.lease = lease;
    this.wait = wait;
  }

  Fresh run(Credential stale, Wish wish) {
    long giveUp = clock.millis() + wait.toMillis();
    String owner = UUID.randomUUID().toString();
    do {
      Attempt attempt = attempt(stale, owner);
      if (attempt.known() != null) {
        return attempt.known();
      }
      if (attempt.leased() != null) {
        return call(attempt.leased(), attempt.lease(), wish);
      }
      pause();
    } while (clock.millis() < giveUp);
    return new Fresh.Later(1, "busy");
  }

  private Attempt attempt(Credential stale, String owner) {
    return work.run(
        store -> {
          long now = clock.instant().getEpochSecond();
          var mine = new Lease(owner, now, now + lease.toSeconds());
          Optional<Credential> found = store.find(stale.key().id());
          if (found.isEmpty()) {
            return new Attempt(new Fresh.Gone(), null, mine);
          }
          Credential current = found.get();
          if (current.state() != CredentialState.ACTIVE) {
            return new Attempt(new Fresh.Ended(), null, mine);
          }
          if (current.generation() > stale.generation()) {
            return new Attempt(new Fresh.Ready(current), null, mine);
          }
          if (current.retryAt() > now) {
            return new Attempt(new Fresh.Later(current.retryAt() - now, "backing_off"), null, mine);
          }
          return new Attempt(null, store.lease(current, mine) ? current : null, mine);
        });
  }

  private Fresh call(Credential held, Lease mine, Wish wish) {
    Tokens tokens =
        Tokens.of(wish.seal().open(held.sealed(), held.key().binding(held.generation())));
    wish.seal().requireKey();
    RefreshOutcome outcome =
        tokens.refresh() == null
            ? wish.withoutRefreshToken()
            : wish.provider().refresh(tokens.refresh(), wish.scopes());
    long now = clock.instant().getEpochSecond();
    Credential result = new Settlement(held, tokens, wish, now).of(outcome);
    if (!settled(result, mine)) {
      return overtaken(held);
    }
    if (result.generation() > held.generation()) {
      return new Fresh.Ready(result);
    }
    return outcome instanceof RefreshOutcome.Rejected
        ? new Fresh.Ended()
        : new Fresh.Later(Math.max(1, result.retryAt() - now), wish.cause(outcome));
  }

  /** What is not written is lost if the provider has rotated: the database gets several chances. */
  private boolean settled(Credential result, Lease mine) {
    for (int left = MOST_WRITES; ; left--) {
      try {
        return work.run(store -> store.settle(result, mine));
      } catch (RuntimeException e) {
        if (left == 1) {
          throw e;
        }
        pause();
      }
    }
  }

  private Fresh overtaken(Credential held) {
    return work.run(store -> store.find(held.key().id()))
        .<Fresh>map(
            current ->
                current.generation() > held.generation()
                    ? new Fresh.Ready(current)
                    : new Fresh.Later(1, "overtaken"))
        .orElseGet(Fresh.Gone::new);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
