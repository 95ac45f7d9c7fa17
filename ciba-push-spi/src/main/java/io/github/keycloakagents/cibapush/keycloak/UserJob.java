package io.github.keycloakagents.cibapush.keycloak;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Work on a user after the request: in a session and transaction of its own. */
record UserJob(KeycloakSessionFactory factory, String realmId, String userId) {

  static UserJob of(PushRealm realm, UserModel user) {
    return new UserJob(
        realm.session().getKeycloakSessionFactory(), realm.realm().getId(), user.getId());
  }

  void run(BiConsumer<KeycloakSession, UserModel> work) {
    Optional<Boolean> unused =
        call(
            (session, user) -> {
              work.accept(session, user);
              return true;
            });
  }

  /** The outcome; none where the user is no longer there. */
  <T> Optional<T> call(BiFunction<KeycloakSession, UserModel, T> work) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        factory,
        session -> {
          RealmModel realm = session.realms().getRealm(realmId);
          session.getContext().setRealm(realm);
          return Optional.ofNullable(realm)
              .map(there -> session.users().getUserById(there, userId))
              .map(user -> work.apply(session, user));
        });
  }
}
