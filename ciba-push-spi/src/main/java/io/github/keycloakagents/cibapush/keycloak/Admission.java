package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approvals;
import io.github.keycloakagents.cibapush.config.Policy;
import io.github.keycloakagents.cibapush.request.RequestRefused;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.models.UserModel;

/** Whether one more request may be put to a user now, and whether it can reach him at all. */
record Admission(PushRealm realm, Policy policy) {

  void check(UserModel user, Instant now) {
    Approvals approvals = realm.approvals();
    var open = approvals.openOf(user.getId(), now);
    if (open.size() >= policy.maxPending()) {
      throw RequestRefused.slowDown(
          "too many open requests for this user",
          Duration.between(now, open.get(0).expires()).toSeconds());
    }
    if (approvals.since(user.getId(), now.minusSeconds(60)) >= policy.maxPerMinute()) {
      throw RequestRefused.slowDown("too many requests for this user in a minute", 60);
    }
    if (realm.devicesOf(user).all().isEmpty() && !realm.canMail(user)) {
      throw RequestRefused.invalidRequest(
          "the user cannot be reached: no enrolled browser and no mail address to fall back on");
    }
  }
}
