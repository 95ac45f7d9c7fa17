package io.github.keycloakagents.tokenvault.keycloak;

import java.time.Duration;
import org.keycloak.Config;

/**
 * The server options {@code --spi-token-exchange--token-vault--…}.
 *
 * @param httpTimeout the longest call to a provider, from connect to last byte
 * @param maxCallsPerProvider calls to one provider at a time, on this node
 * @param refreshWait the longest wait for somebody else's refresh
 * @param cacheLife the longest life of a cached, sealed credential; zero switches the cache off
 * @param housekeeping how often keys are rotated through and unused credentials looked for
 * @param retention unused credentials older than this are ended; zero keeps them for ever
 */
record VaultOptions(
    Duration httpTimeout,
    int maxCallsPerProvider,
    Duration refreshWait,
    Duration cacheLife,
    Duration housekeeping,
    Duration retention) {

  static VaultOptions of(Config.Scope config) {
    return new VaultOptions(
        Duration.ofMillis(Math.max(100, config.getInt("http-timeout", 10_000))),
        Math.max(1, config.getInt("max-calls-per-provider", 32)),
        Duration.ofMillis(Math.max(0, config.getInt("refresh-wait", 15_000))),
        Duration.ofSeconds(Math.max(0, config.getInt("cache-life", 30))),
        Duration.ofSeconds(Math.max(1, config.getInt("housekeeping-interval", 900))),
        Duration.ofDays(Math.max(0, config.getInt("retention-days", 365))));
  }

  Duration lease() {
    return httpTimeout.multipliedBy(2).plusSeconds(10);
  }
}
