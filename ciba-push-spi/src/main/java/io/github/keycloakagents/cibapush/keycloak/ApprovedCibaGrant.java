package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Status;
import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.grants.ciba.CibaGrantType;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyContext;

/**
 * The CIBA grant for requests that have an approval: what was approved goes into the token, once;
 * no consent stays behind, and no refresh token where details were approved. Any other request is
 * stock's.
 */
final class ApprovedCibaGrant extends CibaGrantType {

  private @Nullable Approval approval;

  @Override
  public Response process(Context context) {
    setContext(context);
    Optional<CIBAAuthenticationRequest> asked = request(formParams.getFirst(AUTH_REQ_ID));
    Optional<Approval> found =
        asked
            .map(CIBAAuthenticationRequest::getAuthResultId)
            .flatMap(id -> PushRealm.of(session).approvals().byResultId(id))
            .filter(row -> row.clientId().equals(client.getId()));
    if (asked.isEmpty() || found.isEmpty()) {
      return super.process(context);
    }
    approval = found.get();
    event.detail("approval_id", approval.id());
    checkDecision(approval);
    Optional<UserModel> user =
        Optional.ofNullable(session.users().getUserById(realm, approval.userId()));
    if (user.isEmpty() || !new AskedUser(session, realm).canDecide(user.get())) {
      event.error(Errors.USER_DISABLED);
      throw refusal(OAuthErrorException.INVALID_GRANT, "User disabled");
    }
    if (!GivenConsent.stands(approval.consentAt(), session, user.get(), client)) {
      event.error(Errors.CONSENT_DENIED);
      throw refusal(OAuthErrorException.INVALID_GRANT, "Consent withdrawn");
    }
    new PendingRequest(session, realm).follow(approval, asked.get(), client);
    StandingConsent before = StandingConsent.of(session, user.get(), client);
    Response response = super.process(context);
    before.restore();
    return response;
  }

  /** The row decides; the cache entry that stock polls only follows it. */
  private void checkDecision(Approval row) {
    if (row.isRefused()) {
      event.error(Errors.ACCESS_DENIED);
      throw refusal(
          OAuthErrorException.ACCESS_DENIED,
          row.reason() == null || row.reason().isBlank() ? "not authorized" : row.reason());
    }
    if (row.isTooLate(Instant.now())) {
      event.error(Errors.EXPIRED_CODE);
      throw refusal(OAuthErrorException.EXPIRED_TOKEN, "authentication timed out");
    }
    if (row.status() == Status.REDEEMED) {
      event.error(Errors.INVALID_CODE);
      throw refusal(OAuthErrorException.INVALID_GRANT, "Invalid " + AUTH_REQ_ID);
    }
  }

  @Override
  protected Response createTokenResponse(
      UserModel user,
      UserSessionModel userSession,
      ClientSessionContext context,
      String scope,
      boolean code,
      Function<TokenManager.AccessTokenResponseBuilder, ClientPolicyContext> policy) {
    if (approval == null) {
      return super.createTokenResponse(user, userSession, context, scope, code, policy);
    }
    if (!PushRealm.of(session).approvals().redeem(approval)) {
      event.error(Errors.INVALID_CODE);
      throw refusal(OAuthErrorException.INVALID_GRANT, "Invalid " + AUTH_REQ_ID);
    }
    ApprovedToken.mark(context.getClientSession(), approval);
    Response response = super.createTokenResponse(user, userSession, context, scope, code, policy);
    String details = approval.details();
    if (details != null && response.getEntity() instanceof AccessTokenResponse tokens) {
      tokens.setAuthorizationDetails(null);
      tokens.setOtherClaims(
          OAuth2Constants.AUTHORIZATION_DETAILS,
          IssuedDetails.of(tokens.getToken())
              .or(() -> IssuedDetails.of(context))
              .orElseGet(() -> AuthorizationDetails.parse(details).entries()));
    }
    return response;
  }

  @Override
  protected boolean useRefreshToken() {
    return (approval == null || approval.details() == null) && super.useRefreshToken();
  }

  private Optional<CIBAAuthenticationRequest> request(@Nullable String authReqId) {
    if (authReqId == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(CIBAAuthenticationRequest.deserialize(session, authReqId));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private CorsErrorResponseException refusal(String error, String description) {
    return new CorsErrorResponseException(cors, error, description, Response.Status.BAD_REQUEST);
  }
}
