package io.github.keycloakagents.cibapush.keycloak;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.UserConsentManager;

/** When a user consented to a client: a consent withdrawn and given again is another one. */
final class GivenConsent {

  private GivenConsent() {}

  static @Nullable Long of(KeycloakSession session, UserModel user, ClientModel client) {
    @Nullable UserConsentModel consent =
        UserConsentManager.getConsentByClient(
            session, session.getContext().getRealm(), user, client.getId());
    return consent == null ? null : consent.getCreatedDate();
  }

  /** Whether a consent that stood at that time, if one did, still stands. */
  static boolean stands(
      @Nullable Long then, KeycloakSession session, UserModel user, ClientModel client) {
    return then == null || then.equals(of(session, user, client));
  }
}
