package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Decision;
import io.github.keycloakagents.cibapush.approval.Status;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** Takes a user's decision: the row first, once; then Keycloak's pending request follows it. */
record Decider(PushRealm realm, UserModel user) {

  /** What became of a decision. */
  enum Outcome {
    TAKEN,
    WRONG_NUMBER,
    ALREADY_DECIDED,
    EXPIRED,
    NOT_ALLOWED
  }

  Outcome decide(Approval approval, Decision decision, Instant now) {
    if (approval.isExpired(now)) {
      return Outcome.EXPIRED;
    }
    @Nullable ClientModel agent = realm.realm().getClientById(approval.clientId());
    if (agent == null
        || !agent.isEnabled()
        || !new AskedUser(realm.session(), realm.realm()).canDecide(user)) {
      return Outcome.NOT_ALLOWED;
    }
    boolean wrong =
        decision.status() == Status.APPROVED
            && approval.number() != null
            && !approval.number().equals(decision.number());
    Decision effective =
        wrong ? new Decision(Status.DENIED, null, null, decision.evidence()) : decision;
    if (!realm.approvals().decide(approval, effective, now)) {
      return Outcome.ALREADY_DECIDED;
    }
    Notification.settle(realm.session(), approval, user);
    ClientPing.afterCommit(realm, agent, approval.resultId());
    PendingRequest pending = new PendingRequest(realm.session(), realm.realm());
    if (effective.status() == Status.APPROVED) {
      pending.approve(approval.resultId());
    } else {
      pending.deny(approval.resultId());
    }
    tell(approval, effective, agent);
    return wrong ? Outcome.WRONG_NUMBER : Outcome.TAKEN;
  }

  private void tell(Approval approval, Decision decision, ClientModel agent) {
    EventBuilder event =
        new EventBuilder(
                realm.realm(), realm.session(), realm.session().getContext().getConnection())
            .event(EventType.GRANT_CONSENT)
            .client(agent)
            .user(user)
            .detail("approval_id", approval.id())
            .detail("approval_result", decision.status().name().toLowerCase(Locale.ROOT))
            .detail("approval_evidence", decision.evidence());
    approval.detailsHash().ifPresent(hash -> event.detail("approval_sha256", hash));
    if (decision.status() == Status.APPROVED) {
      event.success();
    } else {
      event.error("consent_denied");
    }
  }
}
