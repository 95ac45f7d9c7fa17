package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.upstream.RefreshOutcome;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Counters and timers in Keycloak's own registry, under {@code /metrics}. No label can hold
 * anything that a client or a provider chose.
 */
final class VaultMetrics {

  void exchanged(String realm, String result) {
    Metrics.counter("token.vault.exchanges", "realm", realm, "result", result).increment();
  }

  void refreshed(String realm, String connection, RefreshOutcome outcome, long nanos) {
    Timer.builder("token.vault.refresh")
        .tag("realm", realm)
        .tag("connection", connection)
        .tag("outcome", word(outcome))
        .register(Metrics.globalRegistry)
        .record(Duration.ofNanos(nanos));
  }

  void captured(String realm, String connection) {
    Metrics.counter("token.vault.captures", "realm", realm, "connection", connection).increment();
  }

  void disconnected(String realm, String connection) {
    Metrics.counter("token.vault.disconnects", "realm", realm, "connection", connection)
        .increment();
  }

  private static String word(RefreshOutcome outcome) {
    if (outcome instanceof RefreshOutcome.Failed failed) {
      return failed.cause();
    }
    if (outcome instanceof RefreshOutcome.ScopeRefused) {
      return "scope_refused";
    }
    return outcome instanceof RefreshOutcome.Rejected ? "rejected" : "renewed";
  }
}
