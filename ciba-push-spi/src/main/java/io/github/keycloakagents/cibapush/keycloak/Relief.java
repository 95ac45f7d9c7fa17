package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.preapproval.Kind;
import io.github.keycloakagents.cibapush.preapproval.Limits;
import io.github.keycloakagents.cibapush.preapproval.PreApproval;
import io.github.keycloakagents.cibapush.preapproval.PreApprovals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Pre-approvals of one user for one agent, in a realm that allows them. */
record Relief(PushRealm realm, UserModel user, ClientModel agent) {

  static PreApprovals all(KeycloakSession session, RealmModel realm) {
    return new PreApprovals(
        session.getProvider(JpaConnectionProvider.class).getEntityManager(), realm.getId());
  }

  /** The kind of such details with such scopes, where it may be approved beforehand. */
  Optional<Kind> kind(@Nullable String details, String scope) {
    return realm.policy().preApproval()
        ? Kind.of(details, scope, new DetailsTypes(realm.session(), agent).registered())
        : Optional.empty();
  }

  boolean grant(Kind kind, Limits limits, Instant now) {
    return all(realm.session(), realm.realm())
        .add(
            new PreApproval(
                KeycloakModelUtils.generateId(),
                user.getId(),
                agent.getId(),
                agent.getClientId(),
                new Kind(kind.type(), kind.shape(), limits.total()),
                BigDecimal.ZERO,
                limits.uses(),
                now,
                now.plus(limits.life()),
                GivenConsent.of(realm.session(), user, agent),
                0));
  }

  /** Uses one that covers these details with these scopes: its id. */
  Optional<String> use(@Nullable String details, String scope, Instant now) {
    Optional<Kind> kind = kind(details, scope);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    PreApprovals preApprovals = all(realm.session(), realm.realm());
    for (PreApproval one : preApprovals.activeOf(user.getId(), now)) {
      boolean stands = GivenConsent.stands(one.consentAt(), realm.session(), user, agent);
      Optional<BigDecimal> total =
          one.clientId().equals(agent.getId()) && stands
              ? one.after(kind.get(), now)
              : Optional.empty();
      if (total.isPresent() && preApprovals.use(one, total.get(), now)) {
        return Optional.of(one.id());
      }
    }
    return Optional.empty();
  }

  void end() {
    all(realm.session(), realm.realm()).endOf(user.getId(), agent.getId());
  }
}
