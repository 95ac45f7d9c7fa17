package io.github.keycloakagents.tokenvault.keycloak;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.timer.ScheduledTask;

/** Counts credentials and looks after the key rings, for the gauges under {@code /metrics}. */
final class VaultGauges implements ScheduledTask {

  private final MultiGauge credentials =
      MultiGauge.builder("token.vault.credentials").register(Metrics.globalRegistry);
  private final MultiGauge withoutKey =
      MultiGauge.builder("token.vault.credentials.without.key").register(Metrics.globalRegistry);
  private final MultiGauge healthy =
      MultiGauge.builder("token.vault.keys.healthy").register(Metrics.globalRegistry);

  @Override
  public String getTaskName() {
    return "token-vault-gauges";
  }

  @Override
  public void run(KeycloakSession session) {
    List<MultiGauge.Row<?>> counts = new ArrayList<>();
    List<MultiGauge.Row<?>> lost = new ArrayList<>();
    List<MultiGauge.Row<?>> health = new ArrayList<>();
    for (RealmModel realm : session.realms().getRealmsStream().toList()) {
      session.getContext().setRealm(realm);
      VaultStatus status = VaultStatus.of(session, realm);
      Tags tags = Tags.of("realm", realm.getName());
      if (status.activeKey() != null || !status.healthy()) {
        status
            .credentials()
            .forEach((state, n) -> counts.add(MultiGauge.Row.of(tags.and("state", state), n)));
        lost.add(MultiGauge.Row.of(tags, status.withoutKey()));
        health.add(MultiGauge.Row.of(tags, status.healthy() ? 1 : 0));
      }
    }
    credentials.register(counts, true);
    withoutKey.register(lost, true);
    healthy.register(health, true);
  }
}
