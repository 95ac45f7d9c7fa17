package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.claim.MayAct;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.CorsErrorResponseException;

/**
 * Keycloak's standard token exchange, in which {@code authorization_details} and {@code resource}
 * are heard, {@code may_act} is enforced, and {@code audience} may name a resource server of which
 * permissions are granted.
 */
final class PermissionTokenExchange extends StandardTokenExchangeProvider {

  private @Nullable AccessToken subject;

  @Override
  protected Response exchangeClientToOIDCClient(
      UserModel targetUser,
      UserSessionModel targetUserSession,
      String requestedTokenType,
      List<ClientModel> targetAudienceClients,
      String scope,
      AccessToken subjectToken) {
    this.subject = subjectToken;
    new StoredPermissions(session).restore(subjectToken);
    new SubjectToken(session).remember(subjectToken);
    enforceMayAct(subjectToken);
    if (!new ChainStanding(session, targetUser, targetUserSession)
        .holds(Claims.actors(subjectToken))) {
      throw refused(OAuthErrorException.INVALID_REQUEST, ChainStanding.REFUSAL);
    }
    return super.exchangeClientToOIDCClient(
        targetUser,
        targetUserSession,
        requestedTokenType,
        targetAudienceClients,
        scope,
        subjectToken);
  }

  @Override
  protected void checkRequestedAudiences(TokenManager.AccessTokenResponseBuilder builder) {
    TokenRequest request = new TokenRequest(session, builder.getClientSessionCtx(), null, subject);
    try {
      if (session.getProvider(TokenPostProcessor.class, PermissionPostProcessorFactory.ID)
          instanceof PermissionPostProcessor processor) {
        processor.decide(request, builder.getAccessToken());
      }
    } catch (TokenInterceptorException e) {
      throw refused(e.getError(), e.getDescription());
    }
    keepSenderConstraint(builder.getAccessToken());
    List<String> actors = Claims.actors(builder.getAccessToken()).subjects();
    if (!actors.isEmpty()) {
      event.detail("actor_chain", String.join(" ", actors));
    }
    super.checkRequestedAudiences(builder);
  }

  /** Keycloak binds by the client's present settings; a bound token never becomes a free one. */
  private void keepSenderConstraint(AccessToken token) {
    if (subject != null && subject.getConfirmation() != null && token.getConfirmation() == null) {
      token.setConfirmation(subject.getConfirmation());
    }
  }

  private void enforceMayAct(AccessToken subjectToken) {
    Set<String> names = new HashSet<>(Set.of(client.getClientId()));
    if (client.isServiceAccountsEnabled() && session.users().getServiceAccount(client) != null) {
      names.add(session.users().getServiceAccount(client).getId());
    }
    if (!new MayAct(subjectToken.getOtherClaims().get(Claims.MAY_ACT)).permits(names)) {
      throw refused(OAuthErrorException.INVALID_REQUEST, "may_act names another actor");
    }
  }

  private CorsErrorResponseException refused(String error, String description) {
    event.detail(Details.REASON, description);
    event.error(Errors.INVALID_REQUEST);
    return new CorsErrorResponseException(cors, error, description, Response.Status.BAD_REQUEST);
  }
}
