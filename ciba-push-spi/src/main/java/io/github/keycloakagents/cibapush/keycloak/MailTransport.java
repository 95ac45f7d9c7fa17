package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.spi.ApprovalNotice;
import io.github.keycloakagents.cibapush.spi.ApprovalTransport;
import io.github.keycloakagents.cibapush.spi.Receipt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** A mail with a link through the realm's SMTP server, where nothing else was accepted. */
record MailTransport(KeycloakSession session) implements ApprovalTransport {

  private static final Logger LOG = Logger.getLogger(MailTransport.class);

  @Override
  public boolean reaches(UserModel user) {
    return PushRealm.of(session).canMail(user);
  }

  @Override
  public boolean isLastResort() {
    return true;
  }

  @Override
  public List<Delivery> prepare(ApprovalNotice notice, UserModel user) {
    UserJob later = UserJob.of(PushRealm.of(session), user);
    return notice.kind() == ApprovalNotice.Kind.APPROVAL
        ? List.of(() -> send(notice, later))
        : List.of();
  }

  private static Receipt send(ApprovalNotice notice, UserJob later) {
    return later.call((job, user) -> send(notice, job, user)).orElse(Receipt.GONE);
  }

  private static Receipt send(ApprovalNotice notice, KeycloakSession job, UserModel user) {
    try {
      job.getProvider(EmailTemplateProvider.class)
          .setRealm(job.getContext().getRealm())
          .setUser(user)
          .send(
              "cibaPush.mail.subject",
              "ciba-push-mail.ftl",
              new HashMap<>(Map.of("link", notice.page().toString())));
      return Receipt.ACCEPTED;
    } catch (EmailException e) {
      LOG.warnf("Mail for approval %s could not be sent", notice.approvalId());
      return Receipt.LATER;
    }
  }
}
