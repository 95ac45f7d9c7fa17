package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approvals;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Approvals go with their user, client or realm. */
final class Erasure implements ProviderEventListener {

  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof UserModel.UserRemovedEvent removed) {
      approvals(removed.getKeycloakSession(), removed.getRealm())
          .eraseUser(removed.getUser().getId());
      Relief.all(removed.getKeycloakSession(), removed.getRealm())
          .endOfUser(removed.getUser().getId());
    } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
      approvals(removed.getKeycloakSession(), removed.getClient().getRealm())
          .eraseClient(removed.getClient().getId());
      Relief.all(removed.getKeycloakSession(), removed.getClient().getRealm())
          .endOfClient(removed.getClient().getId());
    } else if (event instanceof ClientModel.ClientUpdatedEvent updated
        && !updated.getUpdatedClient().isEnabled()) {
      Relief.all(updated.getKeycloakSession(), updated.getUpdatedClient().getRealm())
          .endOfClient(updated.getUpdatedClient().getId());
    } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
      approvals(removed.getKeycloakSession(), removed.getRealm()).eraseAll();
      Relief.all(removed.getKeycloakSession(), removed.getRealm()).endAll();
    }
  }

  private static Approvals approvals(KeycloakSession session, RealmModel realm) {
    return new Approvals(
        session.getProvider(JpaConnectionProvider.class).getEntityManager(), realm.getId());
  }
}
