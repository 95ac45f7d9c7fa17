package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.decision.Decision;
import io.github.keycloakagents.finescopes.permission.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

/** Decides every token just before it is signed, and lets its refresh token remember. */
final class PermissionPostProcessor implements TokenPostProcessor {

  private final KeycloakSession session;
  private final int maxSize;

  PermissionPostProcessor(KeycloakSession session, int maxSize) {
    this.session = session;
    this.maxSize = maxSize;
  }

  /** Decides now, for a grant that must know the audience before it signs. */
  void decide(TokenRequest request, AccessToken token) {
    new TokenGrant(session, maxSize).decide(request, token);
  }

  @Override
  public void process(TokenPostProcessorContext context) {
    if (context.accessToken() == null) {
      return;
    }
    TokenRequest request =
        new TokenRequest(session, context.clientSessionCtx(), context.code(), previous(context));
    Decision decision = decideAndTell(request, context.accessToken());
    if (context.refreshToken() != null) {
      remember(request, decision, context.accessToken(), context.refreshToken());
    }
  }

  private Decision decideAndTell(TokenRequest request, AccessToken token) {
    try {
      requireStanding(request);
      return new TokenGrant(session, maxSize).decide(request, token);
    } catch (TokenInterceptorException refusal) {
      new RefusalEvent(session, request).send(refusal);
      throw refusal;
    }
  }

  /** An exchange looks before it issues anything; a refresh token of a later hop is seen here. */
  private void requireStanding(TokenRequest request) {
    if (request.isRefresh()
        && !new ChainStanding(session, request.user(), request.login())
            .holds(request.previousActors())) {
      throw new TokenInterceptorException(OAuthErrorException.INVALID_GRANT, ChainStanding.REFUSAL);
    }
  }

  private @Nullable AccessToken previous(TokenPostProcessorContext context) {
    AccessToken refresh = context.requestRefreshToken();
    if (refresh != null) {
      new RefreshBound(session, context.clientSessionCtx().getClientSession()).restore(refresh);
      return refresh;
    }
    return new SubjectToken(session).get();
  }

  /** Refreshing again and again never widens: the first grant stays the bound. */
  private void remember(
      TokenRequest request, Decision decision, AccessToken token, RefreshToken refresh) {
    List<Permission> carried = request.carried();
    AccessToken previous = request.previous();
    if (request.isRefresh() && carried != null && previous != null) {
      RefreshBound.pass(previous, refresh, carried);
    } else {
      new RefreshBound(session, request.context().getClientSession())
          .write(
              refresh,
              decision instanceof Decision.Granted granted ? granted.permissions() : List.of());
    }
    Object actors = token.getOtherClaims().get(Claims.ACT);
    if (actors != null) {
      refresh.setOtherClaims(Claims.ACT, actors);
    }
  }
}
