package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** What a delivery may still do about the user: mail, or forget a browser that is gone. */
record Reach(KeycloakSessionFactory factory, Approval approval, URI link, boolean mayMail) {

  private static final Logger LOG = Logger.getLogger(Reach.class);

  static Reach of(PushRealm realm, UserModel user, Approval approval) {
    return new Reach(
        realm.session().getKeycloakSessionFactory(),
        approval,
        realm.pages().resolve("approve/" + approval.id()),
        realm.canMail(user));
  }

  void forget(String credentialId) {
    inTransaction((session, user) -> new PushDevices(user).remove(credentialId));
  }

  void mail() {
    if (!mayMail) {
      return;
    }
    inTransaction(
        (session, user) -> {
          try {
            session
                .getProvider(EmailTemplateProvider.class)
                .setRealm(session.getContext().getRealm())
                .setUser(user)
                .send(
                    "cibaPush.mail.subject",
                    "ciba-push-mail.ftl",
                    new HashMap<>(Map.of("link", link.toString())));
          } catch (EmailException e) {
            LOG.warnf("Mail for approval %s could not be sent", approval.id());
          }
        });
  }

  private void inTransaction(BiConsumer<KeycloakSession, UserModel> work) {
    KeycloakModelUtils.runJobInTransaction(
        factory,
        session -> {
          session.getContext().setRealm(session.realms().getRealm(approval.realmId()));
          UserModel user =
              session.users().getUserById(session.getContext().getRealm(), approval.userId());
          if (user != null) {
            work.accept(session, user);
          }
        });
  }
}
