package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;

/**
 * Writes into the access token of an approval what was approved ({@code authorization_details}, RFC
 * 9396, 9.1), who acts ({@code act}, RFC 8693, 4.1), and its short life.
 */
record ApprovedToken(KeycloakSession session) implements TokenPostProcessor {

  private static final String NOTE = "ciba_push_approval";
  private static final String ACT = "act";

  /** Leaves on the client session what the token is to carry. */
  static void mark(AuthenticatedClientSessionModel clientSession, Approval approval) {
    clientSession.setNote(NOTE, approval.id());
    if (approval.details() != null) {
      clientSession.setNote(OAuth2Constants.AUTHORIZATION_DETAILS, approval.details());
    }
  }

  @Override
  public void process(TokenPostProcessorContext context) {
    AuthenticatedClientSessionModel clientSession =
        context.clientSessionCtx() == null ? null : context.clientSessionCtx().getClientSession();
    AccessToken token = context.accessToken();
    if (clientSession == null || token == null || clientSession.getNote(NOTE) == null) {
      return;
    }
    describe(token, clientSession);
    if (clientSession.getNote(OAuth2Constants.AUTHORIZATION_DETAILS) != null) {
      shorten(token);
    }
  }

  /** Writes {@code authorization_details} and {@code act}, where the session has an approval. */
  private static void describe(AccessToken token, AuthenticatedClientSessionModel clientSession) {
    describe(token, clientSession, type -> true);
  }

  /** The same for introspection, but for types of others, who tell what they have granted of it. */
  void introspect(AccessToken token, AuthenticatedClientSessionModel clientSession) {
    DetailsTypes types = new DetailsTypes(session, clientSession.getClient());
    describe(token, clientSession, type -> !types.hasProcessor(type));
  }

  private static void describe(
      AccessToken token, AuthenticatedClientSessionModel clientSession, Predicate<String> types) {
    if (clientSession.getNote(NOTE) == null) {
      return;
    }
    String agent = clientSession.getClient().getClientId();
    token.getOtherClaims().putIfAbsent(ACT, Map.of("sub", agent));
    String details = clientSession.getNote(OAuth2Constants.AUTHORIZATION_DETAILS);
    if (details != null) {
      write(
          token,
          AuthorizationDetails.parse(details).entries().stream()
              .filter(entry -> types.test(AuthorizationDetails.type(entry)))
              .toList());
    }
  }

  private static void write(AccessToken token, List<Map<String, Object>> approved) {
    List<Object> all = new ArrayList<>(approved);
    if (token.getOtherClaims().get(OAuth2Constants.AUTHORIZATION_DETAILS)
        instanceof List<?> others) {
      others.stream().filter(other -> !approved.contains(other)).forEach(all::add);
    }
    if (!all.isEmpty()) {
      token.setOtherClaims(OAuth2Constants.AUTHORIZATION_DETAILS, all);
    }
  }

  private void shorten(AccessToken token) {
    long latest =
        token.getIat()
            + (long)
                new PushRealm(session, session.getContext().getRealm()).policy().tokenLifespan();
    if (token.getExp() == null || token.getExp() == 0 || token.getExp() > latest) {
      token.exp(latest);
    }
  }
}
