package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Decision;
import io.github.keycloakagents.cibapush.approval.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** Takes a user's decision: the row first, once; then Keycloak's pending request follows it. */
record Decider(PushRealm realm, UserModel user) {

  /** What became of a decision. */
  enum Outcome {
    TAKEN("", 200),
    WRONG_NUMBER("number", 200),
    TOO_MANY("many", 200),
    ALREADY_DECIDED("already", 409),
    EXPIRED("expired", 410),
    NOT_ALLOWED("forbidden", 403),
    NOT_SIGNED("unsigned", 400),
    BAD_LIMITS("limits", 400);

    private final String page;
    private final int status;

    Outcome(String page, int status) {
      this.page = page;
      this.status = status;
    }

    /** What the page says, where the decision's own word does not. */
    String page() {
      return page;
    }

    /** The HTTP status. */
    int status() {
      return status;
    }
  }

  Outcome decide(Approval approval, Decision decision, Instant now) {
    if (approval.isExpired(now)) {
      return Outcome.EXPIRED;
    }
    @Nullable ClientModel agent = realm.realm().getClientById(approval.clientId());
    if (agent == null
        || !agent.isEnabled()
        || !new AskedUser(realm.session(), realm.realm()).canDecide(user)
        || (decision.status() == Status.APPROVED
            && !GivenConsent.stands(approval.consentAt(), realm.session(), user, agent))) {
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
      new Relief(realm, user, agent).end();
    }
    new DecisionEvent(realm, user, agent).tell(approval, effective.status(), effective.evidence());
    return wrong ? Outcome.WRONG_NUMBER : Outcome.TAKEN;
  }
}
