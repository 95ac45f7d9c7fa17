package io.github.keycloakagents.tokenvault.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/** Starts the housekeeping once the server is up. */
final class HousekeepingStart implements ProviderEventListener {

  private static final long GAUGES_MILLIS = 60_000;

  private final Vault vault;

  HousekeepingStart(Vault vault) {
    this.vault = vault;
  }

  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof PostMigrationEvent started) {
      KeycloakSessionFactory sessions = started.getFactory();
      var housekeeping = new Housekeeping(vault);
      KeycloakModelUtils.runJobInTransaction(sessions, session -> schedule(session, housekeeping));
    }
  }

  private void schedule(KeycloakSession session, ScheduledTask task) {
    long millis = vault.options().housekeeping().toMillis();
    TimerProvider timer = session.getProvider(TimerProvider.class);
    timer.scheduleTask(task, millis, task.getTaskName());
    VaultGauges gauges = new VaultGauges();
    timer.scheduleTask(gauges, Math.min(millis, GAUGES_MILLIS), gauges.getTaskName());
  }
}
