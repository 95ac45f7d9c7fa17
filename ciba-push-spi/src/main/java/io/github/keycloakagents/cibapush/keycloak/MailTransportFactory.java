package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.spi.ApprovalTransport;
import io.github.keycloakagents.cibapush.spi.ApprovalTransportFactory;
import org.keycloak.models.KeycloakSession;

/** Mail with a link, of last resort. */
public final class MailTransportFactory implements ApprovalTransportFactory {

  @Override
  public ApprovalTransport create(KeycloakSession session) {
    return new MailTransport(session);
  }

  @Override
  public String getId() {
    return "e-mail";
  }

  @Override
  public int order() {
    return 100;
  }
}
