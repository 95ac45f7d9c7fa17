package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Evidence;
import io.github.keycloakagents.cibapush.approval.Status;
import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import io.github.keycloakagents.cibapush.request.BindingMessage;
import io.github.keycloakagents.cibapush.request.Expiry;
import io.github.keycloakagents.cibapush.request.RequestRefused;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.ciba.CibaGrantType;
import org.keycloak.protocol.oidc.grants.ciba.channel.AuthenticationChannelProvider;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.AbstractCibaEndpoint;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequest;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequestParserProcessor;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;

/** The backchannel authentication endpoint (CIBA Core 7) of a realm with push approvals. */
public final class BackchannelRequests extends AbstractCibaEndpoint {

  private final PushRealm push;

  BackchannelRequests(KeycloakSession session, EventBuilder event) {
    super(session, event);
    this.push = PushRealm.of(session);
    event.event(EventType.OAUTH2_DEVICE_AUTH);
  }

  /** Takes a request, or refuses it with an OAuth error. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  public Response request() {
    ClientModel client = authenticated();
    try {
      return open(client, session.getContext().getHttpRequest().getDecodedFormParameters());
    } catch (RequestRefused refused) {
      event.error(refused.error());
      throw new ErrorResponseException(answer(refused));
    }
  }

  private Response open(ClientModel client, MultivaluedMap<String, String> form) {
    RawRequest raw = new RawRequest(session, form);
    raw.checkForm();
    BackchannelAuthenticationEndpointRequest parsed =
        BackchannelAuthenticationEndpointRequestParserProcessor.parseRequest(
            event, session, client, form, realm.getCibaPolicy());
    UserModel user = new AskedUser(session, realm).of(parsed);
    event.user(user);
    Instant now = Instant.now();
    List<Approval> open = new Admission(push, push.policy()).check(user, client, now);
    Optional<String> message =
        Optional.ofNullable(parsed.getBindingMessage())
            .map(text -> BindingMessage.parse(text).text());
    Optional<AuthorizationDetails> details = raw.details();
    DetailsTypes types = new DetailsTypes(session, client);
    details.ifPresent(types::check);
    Expiry expiry =
        Expiry.of(
            parsed.getRequestedExpiry(),
            realm.getCibaPolicy().getExpiresIn(),
            push.policy().maxExpiry());
    CIBAAuthenticationRequest request =
        new RequestForm(session, realm, client).read(parsed, user, expiry, form);
    details.map(types::impliedScopes).ifPresent(scopes -> RequestForm.addScopes(request, scopes));
    ForeignDetails foreign = new ForeignDetails(session, client, types.registered()::containsKey);
    details.ifPresent(asked -> foreign.check(asked, request));
    Approval approval =
        new Opening(push, user, client)
            .of(
                request,
                message.orElse(null),
                details.map(AuthorizationDetails::json).orElse(null),
                Duration.ofSeconds(expiry.seconds()),
                now);
    session.setAttribute(PushChannel.QUIET, Admission.isRepeated(approval, open));
    return send(request, approval, expiry);
  }

  private Response send(CIBAAuthenticationRequest request, Approval approval, Expiry expiry) {
    push.approvals().open(approval);
    String authReqId = request.serialize(session);
    if (approval.status() == Status.OPEN) {
      session.setAttribute(PushChannel.APPROVAL, approval);
      session
          .getProvider(AuthenticationChannelProvider.class)
          .requestAuthentication(request, request.getUser().getUsername());
    } else {
      approvedBeforehand(approval, request, authReqId);
    }
    new PendingRequest(session, realm)
        .store(request, request.getClient(), authReqId, expiry.seconds());
    event.detail("approval_id", approval.id()).success();
    return Response.ok(body(authReqId, expiry, approval.number()))
        .header("Cache-Control", "no-store")
        .build();
  }

  /** The next poll gets the token: it follows the row. */
  private void approvedBeforehand(
      Approval approval, CIBAAuthenticationRequest request, String authReqId) {
    Evidence evidence = approval.evidence();
    if (evidence != null) {
      new DecisionEvent(push, request.getUser(), request.getClient())
          .tell(approval, approval.status(), evidence);
    }
    ClientPing.afterCommit(
        push, request.getClient(), authReqId, request.getClientNotificationToken());
  }

  private Map<String, Object> body(String authReqId, Expiry expiry, @Nullable String number) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(CibaGrantType.AUTH_REQ_ID, authReqId);
    body.put(OAuth2Constants.EXPIRES_IN, expiry.seconds());
    if (realm.getCibaPolicy().getPoolingInterval() > 0) {
      body.put(OAuth2Constants.INTERVAL, realm.getCibaPolicy().getPoolingInterval());
    }
    if (number != null) {
      body.put("match_number", number);
    }
    return body;
  }

  private ClientModel authenticated() {
    try {
      return authenticateClient();
    } catch (WebApplicationException e) {
      if (e.getResponse().getEntity() instanceof OAuth2ErrorRepresentation error) {
        throw new ErrorResponseException(
            error.getError(), error.getErrorDescription(), Response.Status.UNAUTHORIZED);
      }
      throw e;
    }
  }

  private static Response answer(RequestRefused refused) {
    Response.ResponseBuilder answer =
        Response.status(refused.status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .header("Cache-Control", "no-store")
            .entity(new OAuth2ErrorRepresentation(refused.error(), refused.description()));
    if (refused.retryAfter() > 0) {
      answer.header("Retry-After", refused.retryAfter());
    }
    return answer.build();
  }
}
