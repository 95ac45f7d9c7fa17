package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.claim.ActorChain;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.UserConsentManager;

/**
 * Whether every actor that a token names may still act for the user. Keycloak looks at the newest
 * one only; a client disabled or deleted, or a consent taken back, at the start of a chain ends all
 * of it.
 */
record ChainStanding(KeycloakSession session, UserModel user, UserSessionModel login) {
  static final String REFUSAL = "an actor of the chain may act no more";

  boolean holds(ActorChain chain) {
    return chain.subjects().stream().allMatch(this::mayStillAct);
  }

  /** Clients act by their client id; Keycloak's own delegation names users. Nobody else does. */
  private boolean mayStillAct(String subject) {
    RealmModel realm = session.getContext().getRealm();
    ClientModel client = realm.getClientByClientId(subject);
    if (client != null) {
      return mayStillAct(realm, client);
    }
    UserModel person = session.users().getUserById(realm, subject);
    return person != null && person.isEnabled();
  }

  /** A one-time approval leaves no consent behind, but its login stands. */
  private boolean mayStillAct(RealmModel realm, ClientModel client) {
    return client.isEnabled()
        && (!client.isConsentRequired()
            || login.getAuthenticatedClientSessionByClient(client.getId()) != null
            || UserConsentManager.getConsentByClient(session, realm, user, client.getId()) != null);
  }
}
