package io.github.keycloakagents.cibapush.preapproval;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user lets one agent do without asking again.
 *
 * @param id its id
 * @param userId Keycloak's id of the user
 * @param clientId Keycloak's internal id of the agent's client
 * @param agent the agent's {@code client_id}
 * @param kind the requests that it covers; its amount is the most that all uses together may cost
 * @param spent what the uses so far have cost
 * @param usesLeft how many more
 * @param created since when
 * @param expires until when
 * @param consentAt when the consent was given that stood at its making, if one did
 * @param version changes with each use
 */
public record PreApproval(
    String id,
    String userId,
    String clientId,
    String agent,
    Kind kind,
    BigDecimal spent,
    int usesLeft,
    Instant created,
    Instant expires,
    @Nullable Long consentAt,
    int version) {

  /** What would be spent after this request; empty where it is not covered. */
  public Optional<BigDecimal> after(Kind asked, Instant now) {
    Amount limit = kind.amount();
    Amount cost = asked.amount();
    boolean same = kind.type().equals(asked.type()) && kind.shape().equals(asked.shape());
    if (!same || usesLeft <= 0 || !now.isBefore(expires)) {
      return Optional.empty();
    }
    if (limit == null || cost == null) {
      return limit == null && cost == null ? Optional.of(spent) : Optional.empty();
    }
    return Optional.of(spent.add(cost.value()))
        .filter(
            total ->
                limit.currency().equals(cost.currency()) && total.compareTo(limit.value()) <= 0);
  }
}
