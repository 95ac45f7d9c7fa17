package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.spi.ApprovalTransport;
import io.github.keycloakagents.cibapush.spi.ApprovalTransportFactory;
import org.keycloak.models.KeycloakSession;

/** Web Push to the user's enrolled browsers. */
public final class WebPushTransportFactory implements ApprovalTransportFactory {

  @Override
  public ApprovalTransport create(KeycloakSession session) {
    return new WebPushTransport(session);
  }

  @Override
  public String getId() {
    return "web-push";
  }

  @Override
  public int order() {
    return 300;
  }
}
