package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Evidence;
import io.github.keycloakagents.cibapush.approval.Status;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Makes the approval of a request: open, or approved by what the user approved beforehand. */
record Opening(PushRealm realm, UserModel user, ClientModel agent) {

  Approval of(
      String resultId,
      @Nullable String message,
      @Nullable String details,
      Duration life,
      Instant now) {
    Optional<String> beforehand = new Relief(realm, user, agent).use(details, now);
    return new Approval(
        KeycloakModelUtils.generateId(),
        realm.realm().getId(),
        user.getId(),
        agent.getId(),
        agent.getClientId(),
        resultId,
        message,
        details,
        realm.policy().numberMatching() && beforehand.isEmpty() ? twoDigits() : null,
        beforehand.isPresent() ? Status.APPROVED : Status.OPEN,
        now,
        now.plus(life),
        beforehand.isPresent() ? now : null,
        null,
        beforehand.map(Evidence::preApproved).orElse(null),
        GivenConsent.of(realm.session(), user, agent));
  }

  private static String twoDigits() {
    return Integer.toString(10 + new SecureRandom().nextInt(90));
  }
}
