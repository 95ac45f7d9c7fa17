package io.github.keycloakagents.cibapush.keycloak;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A user whom an admin disables has approved nothing beforehand any more. */
record DisabledUsers(KeycloakSession session) implements EventListenerProvider {

  private static final String USERS = "users/";
  private static final Set<OperationType> CHANGES =
      Set.of(OperationType.UPDATE, OperationType.ACTION);

  @Override
  public void onEvent(Event event) {}

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {
    String path = event.getResourcePath();
    if (path == null || !path.startsWith(USERS) || !CHANGES.contains(event.getOperationType())) {
      return;
    }
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm == null) {
      return;
    }
    @Nullable UserModel user =
        session.users().getUserById(realm, path.substring(USERS.length()).split("/", 2)[0]);
    if (user != null && !user.isEnabled()) {
      Relief.all(session, realm).endOfUser(user.getId());
    }
  }

  @Override
  public void close() {}
}
