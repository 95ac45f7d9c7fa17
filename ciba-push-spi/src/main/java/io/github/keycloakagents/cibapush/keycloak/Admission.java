package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Pacing;
import io.github.keycloakagents.cibapush.config.Policy;
import io.github.keycloakagents.cibapush.request.RequestRefused;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** Whether one more request may be put to a user now, and whether it can reach him at all. */
record Admission(PushRealm realm, Policy policy) {

  /** Lets the request through, and returns what is open for the user already. */
  List<Approval> check(UserModel user, ClientModel client, Instant now) {
    if (!new Transports(realm.session()).reach(user)) {
      throw RequestRefused.unreachable();
    }
    return new Pacing(realm.log(), policy).check(user.getId(), client.getId(), now);
  }

  /** Whether the same question is already in front of the user, who need not be told again. */
  static boolean isRepeated(Approval approval, List<Approval> others) {
    return others.stream()
        .anyMatch(
            open ->
                open.clientId().equals(approval.clientId())
                    && open.scope().equals(approval.scope())
                    && Objects.equals(open.message(), approval.message())
                    && Objects.equals(open.details(), approval.details()));
  }
}
