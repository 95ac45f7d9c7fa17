package io.github.keycloakagents.tokenvault.keycloak;

import java.time.Duration;
import org.keycloak.Config;

/**
 * The server options {@code --spi-token-exchange--token-vault--…}.
 *
 * @param httpTimeout the longest call to a provider, from connect to last byte
 * @param maxCallsPerProvider calls to one provider at a time, on this node
 * @param refreshWait the longest wait for somebody else's refresh
 */
record VaultOptions(Duration httpTimeout, int maxCallsPerProvider, Duration refreshWait) {

  static VaultOptions of(Config.Scope config) {
    return new VaultOptions(
        Duration.ofMillis(Math.max(100, config.getInt("http-timeout", 10_000))),
        Math.max(1, config.getInt("max-calls-per-provider", 32)),
        Duration.ofMillis(Math.max(0, config.getInt("refresh-wait", 15_000))));
  }

  Duration lease() {
    return httpTimeout.multipliedBy(2).plusSeconds(10);
  }
}
