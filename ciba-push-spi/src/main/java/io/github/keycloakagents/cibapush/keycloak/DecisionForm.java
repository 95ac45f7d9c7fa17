package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Decision;
import io.github.keycloakagents.cibapush.approval.Evidence;
import io.github.keycloakagents.cibapush.approval.Status;
import io.github.keycloakagents.cibapush.keycloak.Decider.Outcome;
import io.github.keycloakagents.cibapush.preapproval.Kind;
import io.github.keycloakagents.cibapush.preapproval.Limits;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** A decision as the page's form, or its client's JSON, brings it. */
record DecisionForm(PushRealm realm, UserModel user, Function<String, @Nullable String> values) {

  private static final int MAX_REASON = 200;
  private static final String BEFOREHAND = "preapprove";

  /** What is decided; empty for a word that is none. */
  Optional<Status> status() {
    String word = values.apply("decision");
    return switch (word == null ? "" : word) {
      case "approve", BEFOREHAND -> Optional.of(Status.APPROVED);
      case "deny" -> Optional.of(Status.DENIED);
      case "report" -> Optional.of(Status.REPORTED);
      default -> Optional.empty();
    };
  }

  Outcome decide(Approval approval, Status status, Evidence authenticated, Instant now) {
    Evidence evidence = authenticated.with("sha256", approval.hash());
    if (status != Status.APPROVED || !approval.isOpen(now)) {
      return decide(approval, new Decision(status, reason(), null, evidence), now);
    }
    @Nullable ClientModel agent = realm.realm().getClientById(approval.clientId());
    if (agent == null) {
      return Outcome.NOT_ALLOWED;
    }
    if (new DetailsTypes(realm.session(), agent).askSignature(approval.details())) {
      Optional<Map<String, Object>> signature =
          new Passkeys(realm, user).signature(values, approval.sha256());
      if (signature.isEmpty()) {
        return Outcome.NOT_SIGNED;
      }
      evidence = evidence.with("signature", signature.get());
    }
    Decision decision = new Decision(status, null, values.apply("number"), evidence);
    return BEFOREHAND.equals(values.apply("decision"))
        ? approveMore(new Relief(realm, user, agent), approval, decision, now)
        : decide(approval, decision, now);
  }

  private Outcome approveMore(Relief relief, Approval approval, Decision decision, Instant now) {
    Optional<Kind> kind = relief.kind(approval.details(), approval.scope());
    Optional<Limits> limits = kind.flatMap(known -> Limits.of(known, values));
    if (kind.isEmpty() || limits.isEmpty()) {
      return Outcome.BAD_LIMITS;
    }
    Outcome outcome = decide(approval, decision, now);
    if (outcome == Outcome.TAKEN && !relief.grant(kind.get(), limits.get(), now)) {
      return Outcome.TOO_MANY;
    }
    return outcome;
  }

  private Outcome decide(Approval approval, Decision decision, Instant now) {
    return new Decider(realm, user).decide(approval, decision, now);
  }

  private @Nullable String reason() {
    String text = values.apply("reason");
    if (text == null || text.isBlank()) {
      return null;
    }
    String clean = text.replaceAll("\\p{C}", " ").trim();
    return clean.substring(0, Math.min(MAX_REASON, clean.length()));
  }
}
