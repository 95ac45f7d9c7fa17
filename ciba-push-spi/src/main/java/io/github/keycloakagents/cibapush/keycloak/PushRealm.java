package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.ApprovalLog;
import io.github.keycloakagents.cibapush.approval.Approvals;
import io.github.keycloakagents.cibapush.config.Policy;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.urls.UrlType;

/** A realm seen as one that may have push approvals. */
record PushRealm(KeycloakSession session, RealmModel realm) {

  static final String ID = "push-approval-device";

  static PushRealm of(KeycloakSession session) {
    return new PushRealm(session, session.getContext().getRealm());
  }

  /** Whether the admin enabled the required action. */
  boolean isEnabled() {
    return action().map(RequiredActionProviderModel::isEnabled).orElse(false);
  }

  Policy policy() {
    @Nullable RequiredActionConfigModel settings =
        action()
            .map(action -> realm.getRequiredActionConfigByAlias(action.getAlias()))
            .orElse(null);
    return Policy.of(settings == null ? null : settings.getConfig());
  }

  Approvals approvals() {
    return new Approvals(
        session.getProvider(JpaConnectionProvider.class).getEntityManager(), realm.getId());
  }

  ApprovalLog log() {
    return new ApprovalLog(
        session.getProvider(JpaConnectionProvider.class).getEntityManager(), realm.getId());
  }

  /** Where the user's pages are; ends with a slash. */
  URI pages() {
    return session
        .getContext()
        .getUri(UrlType.FRONTEND)
        .getBaseUriBuilder()
        .path("realms")
        .path(realm.getName())
        .path("ciba-push/")
        .build();
  }

  /** Whether a mail with a link can reach the user. */
  boolean canMail(UserModel user) {
    return policy().emailFallback()
        && user.isEmailVerified()
        && user.getEmail() != null
        && !user.getEmail().isBlank()
        && !realm.getSmtpConfig().isEmpty();
  }

  private Optional<RequiredActionProviderModel> action() {
    return realm
        .getRequiredActionProvidersStream()
        .filter(action -> ID.equals(action.getProviderId()))
        .findFirst();
  }
}
