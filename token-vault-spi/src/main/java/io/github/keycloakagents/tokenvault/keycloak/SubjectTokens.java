package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.exchange.SubjectToken;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.Profile;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;
import org.keycloak.representations.dpop.DPoP;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.util.DPoPUtil;
import org.keycloak.services.util.MtlsHoKTokenUtil;

/** Verifies subject tokens as stock exchange and stock refresh do, and answers as they do. */
final class SubjectTokens {

  private final TokenExchangeContext context;
  private final KeycloakSession session;
  private final RealmModel realm;
  private final ClientModel client;
  private final EventBuilder event;

  SubjectTokens(TokenExchangeContext context) {
    this.context = context;
    this.session = context.getSession();
    this.realm = context.getRealm();
    this.client = context.getClient();
    this.event = context.getEvent();
  }

  Subject verify(SubjectToken subject) {
    return subject.refresh() ? ofRefreshToken(subject.token()) : ofAccessToken(subject.token());
  }

  private Subject ofAccessToken(String encoded) {
    AuthenticationManager.AuthResult result =
        AuthenticationManager.verifyIdentityToken(
            session,
            realm,
            session.getContext().getUri(),
            context.getClientConnection(),
            true,
            true,
            null,
            false,
            encoded,
            context.getHeaders(),
            verifier -> {});
    if (result == null) {
      throw invalidToken("subject_token validation failure");
    }
    AccessToken token = result.token();
    if (token.getConfirmation() != null) {
      verifyBinding(token);
    }
    boolean holder = client.getClientId().equals(token.getIssuedFor());
    event.detail(Details.SUBJECT_TOKEN_CLIENT_ID, token.getIssuedFor());
    if (token.getSessionId() != null) {
      event.session(result.session());
    }
    if (!holder && !token.hasAudience(client.getClientId())) {
      throw refused(
          Errors.NOT_ALLOWED,
          OAuthErrorException.ACCESS_DENIED,
          "Client is not within the token audience",
          Response.Status.FORBIDDEN);
    }
    return subject(result.user(), token.getScope());
  }

  private Subject ofRefreshToken(String encoded) {
    TokenManager tokens = (TokenManager) context.getTokenManager();
    try {
      RefreshToken token =
          tokens.verifyRefreshToken(
              session, realm, client, session.getContext().getHttpRequest(), encoded, true);
      TokenManager.TokenValidation validation =
          tokens.validateToken(
              session,
              session.getContext().getUri(),
              context.getClientConnection(),
              realm,
              token,
              context.getHeaders(),
              token.getScope());
      if (realm.isRevokeRefreshToken()) {
        tokens.validateTokenReuse(
            session, realm, token, validation.clientSessionCtx.getClientSession(), false);
      }
      if (!TokenManager.isUserValid(session, realm, token, validation.user)) {
        throw invalidToken("user not valid");
      }
      event.detail(Details.SUBJECT_TOKEN_CLIENT_ID, token.getIssuedFor());
      event.session(validation.userSession);
      return subject(validation.user, token.getScope());
    } catch (OAuthErrorException e) {
      throw invalidToken("subject_token validation failure");
    }
  }

  private Subject subject(UserModel user, String scope) {
    event.user(user);
    event.detail(Details.USERNAME, user.getUsername());
    Set<String> scopes =
        scope == null ? Set.of() : new HashSet<>(Arrays.asList(scope.split(" ", -1)));
    return new Subject(user, scopes);
  }

  private void verifyBinding(AccessToken token) {
    if (!client.getClientId().equals(token.getIssuedFor())) {
      throw refused(
          Errors.INVALID_REQUEST,
          OAuthErrorException.INVALID_REQUEST,
          "Sender-constrained token exchange rejected as the token was not issued for the"
              + " requesting client",
          Response.Status.BAD_REQUEST);
    }
    AccessToken.Confirmation confirmation = token.getConfirmation();
    if (confirmation.getCertThumbprint() != null
        && !MtlsHoKTokenUtil.verifyTokenBindingWithClientCertificate(
            token, session.getContext().getHttpRequest(), session)) {
      throw refused(
          Errors.INVALID_REQUEST,
          OAuthErrorException.INVALID_REQUEST,
          MtlsHoKTokenUtil.CERT_VERIFY_ERROR_DESC,
          Response.Status.BAD_REQUEST);
    }
    if (Profile.isFeatureEnabled(Profile.Feature.DPOP) && confirmation.getKeyThumbprint() != null) {
      verifyProof(token);
    }
  }

  private void verifyProof(AccessToken token) {
    DPoP proof = session.getAttribute(DPoPUtil.DPOP_SESSION_ATTRIBUTE, DPoP.class);
    String problem = "DPoP proof is missing";
    if (proof != null) {
      try {
        DPoPUtil.validateBinding(token, proof);
        return;
      } catch (VerificationException e) {
        problem = "DPoP proof does not match the token";
      }
    }
    throw refused(
        Errors.INVALID_DPOP_PROOF,
        OAuthErrorException.INVALID_REQUEST,
        problem,
        Response.Status.BAD_REQUEST);
  }

  private CorsErrorResponseException invalidToken(String reason) {
    event.detail(Details.REASON, reason);
    event.error(Errors.INVALID_TOKEN);
    return new CorsErrorResponseException(
        context.getCors(),
        OAuthErrorException.INVALID_REQUEST,
        "Invalid token",
        Response.Status.BAD_REQUEST);
  }

  private CorsErrorResponseException refused(
      String eventError, String error, String description, Response.Status status) {
    event.detail(Details.REASON, description);
    event.error(eventError);
    return new CorsErrorResponseException(context.getCors(), error, description, status);
  }
}
