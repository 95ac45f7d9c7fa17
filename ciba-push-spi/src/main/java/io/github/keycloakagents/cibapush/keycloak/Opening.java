package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Evidence;
import io.github.keycloakagents.cibapush.approval.Status;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;

/** Makes the approval of a request: open, or approved by what the user approved beforehand. */
record Opening(PushRealm realm, UserModel user, ClientModel agent) {

  Approval of(
      CIBAAuthenticationRequest request,
      @Nullable String message,
      @Nullable String details,
      Duration life,
      Instant now) {
    String scope = scope(request.getScope());
    Optional<String> beforehand = new Relief(realm, user, agent).use(details, scope, now);
    return new Approval(
        KeycloakModelUtils.generateId(),
        realm.realm().getId(),
        user.getId(),
        agent.getId(),
        agent.getClientId(),
        request.getAuthResultId(),
        scope,
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

  private static String scope(String asked) {
    return String.join(" ", new TreeSet<>(List.of(asked.trim().split("\\s+"))));
  }

  private static String twoDigits() {
    return Integer.toString(10 + new SecureRandom().nextInt(90));
  }
}
