package io.github.keycloakagents.tokenvault.keycloak;

import java.time.Duration;
import java.util.function.ToIntBiFunction;
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

  /**
   * Reads them from the name that the documentation gives, or else from the one that Keycloak gives
   * this SPI, {@code --spi-oauth2-token-exchange--token-vault--…}.
   */
  static VaultOptions of(Config.Scope documented, Config.Scope keycloaks) {
    ToIntBiFunction<String, Integer> number =
        (key, standard) -> documented.getInt(key, keycloaks.getInt(key, standard));
    return new VaultOptions(
        Duration.ofMillis(Math.max(100, number.applyAsInt("http-timeout", 10_000))),
        Math.max(1, number.applyAsInt("max-calls", 32)),
        Duration.ofMillis(Math.max(0, number.applyAsInt("refresh-wait", 15_000))),
        Duration.ofSeconds(Math.max(0, number.applyAsInt("cache-life", 10))),
        Duration.ofSeconds(Math.max(1, number.applyAsInt("housekeeping-interval", 900))),
        Duration.ofDays(Math.max(0, number.applyAsInt("retention-days", 365))));
  }

  /** Returns whether the server is built to understand agents written for Auth0. */
  static boolean auth0Compatible() {
    String id = VaultTokenExchangeFactory.ID;
    return Config.scope("token-exchange", id)
        .getBoolean(
            "auth0-compatible",
            Config.scope("oauth2-token-exchange", id).getBoolean("auth0-compatible", false));
  }

  Duration lease() {
    return httpTimeout.plusSeconds(5);
  }
}
