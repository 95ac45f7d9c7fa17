package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.ciba.channel.AuthenticationChannelProvider;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;

/**
 * Hands an opened approval to the user's browsers once it is committed; otherwise stock's channel.
 */
record PushChannel(KeycloakSession session, Supplier<AuthenticationChannelProvider> stock)
    implements AuthenticationChannelProvider {

  static final String APPROVAL = "ciba-push.approval";
  static final String QUIET = "ciba-push.quiet";

  @Override
  public boolean requestAuthentication(CIBAAuthenticationRequest request, String user) {
    if (session.getAttribute(APPROVAL) instanceof Approval approval) {
      if (!Boolean.TRUE.equals(session.getAttribute(QUIET))) {
        Notification.ask(session, approval, request.getUser());
      }
      return true;
    }
    return stock.get().requestAuthentication(request, user);
  }

  @Override
  public void close() {}
}
