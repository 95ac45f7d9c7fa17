package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Evidence;
import io.github.keycloakagents.cibapush.approval.Status;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** A decision as Keycloak's events tell it: on what, how it came about, never a secret. */
record DecisionEvent(PushRealm realm, UserModel user, ClientModel agent) {

  private static final List<String> TOLD =
      List.of("via", "acr", "amr", "auth_time", "pre_approval");

  void tell(Approval approval, Status status, Evidence evidence) {
    EventBuilder event =
        new EventBuilder(
                realm.realm(), realm.session(), realm.session().getContext().getConnection())
            .event(EventType.GRANT_CONSENT)
            .client(agent)
            .user(user)
            .detail("approval_id", approval.id())
            .detail("approval_result", status.name().toLowerCase(Locale.ROOT))
            .detail("approval_sha256", approval.hash())
            .detail(
                "approval_signed", Boolean.toString(evidence.members().containsKey("signature")));
    for (String member : TOLD) {
      Object value = evidence.members().get(member);
      if (value != null) {
        event.detail("approval_" + member, text(value));
      }
    }
    if (status == Status.APPROVED) {
      event.success();
    } else {
      event.error("consent_denied");
    }
  }

  private static String text(Object value) {
    return value instanceof Collection<?> items
        ? items.stream().map(String::valueOf).collect(Collectors.joining(" "))
        : String.valueOf(value);
  }
}
