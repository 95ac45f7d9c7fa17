package io.github.keycloakagents.it.vault;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that happens in the background. */
final class Eventually {
  private Eventually() {}

  static void holds(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not happen within 30 seconds");
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }
}
