package io.github.keycloakagents.cibapush.keycloak;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.UserConsentManager;

/** The consent that stood before stock's CIBA grant added to it. */
record StandingConsent(
    KeycloakSession session,
    UserModel user,
    ClientModel client,
    @Nullable Set<ClientScopeModel> scopes) {

  static StandingConsent of(KeycloakSession session, UserModel user, ClientModel client) {
    @Nullable UserConsentModel consent =
        UserConsentManager.getConsentByClient(
            session, session.getContext().getRealm(), user, client.getId());
    return new StandingConsent(
        session,
        user,
        client,
        consent == null ? null : Set.copyOf(consent.getGrantedClientScopes()));
  }

  void restore() {
    RealmModel realm = session.getContext().getRealm();
    if (scopes == null) {
      UserConsentManager.revokeConsentForClient(session, realm, user, client.getId());
      return;
    }
    UserConsentModel consent = new UserConsentModel(client);
    scopes.forEach(consent::addGrantedClientScope);
    UserConsentManager.updateConsent(session, realm, user, consent);
  }
}
