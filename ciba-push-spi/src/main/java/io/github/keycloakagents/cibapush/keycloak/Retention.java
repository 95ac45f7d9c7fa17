package io.github.keycloakagents.cibapush.keycloak;

import java.time.Duration;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.ScheduledTask;

/** Erases old approvals of all realms, once a day on each node. */
record Retention(Duration kept) implements ScheduledTask {

  static final long INTERVAL = Duration.ofDays(1).toMillis();

  @Override
  public void run(KeycloakSession session) {
    session
        .realms()
        .getRealmsStream()
        .map(realm -> new PushRealm(session, realm))
        .filter(PushRealm::isEnabled)
        .forEach(this::erase);
  }

  private void erase(PushRealm realm) {
    Instant now = Instant.now();
    realm.approvals().eraseBefore(now.minus(kept));
    Relief.all(realm.session(), realm.realm()).eraseBefore(now);
  }
}
