package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.claim.ActorChain;
import io.github.keycloakagents.finescopes.permission.Permission;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.utils.OAuth2Code;
import org.keycloak.representations.AccessToken;

/** What a token request says, whatever its grant. */
final class TokenRequest {

  private static final String APPROVED_BY_CALLBACK =
      "ciba_callback_response_param_" + OAuth2Constants.AUTHORIZATION_DETAILS;
  private static final String SENT_BACKCHANNEL =
      "ciba_backchannel_request_param_" + OAuth2Constants.AUTHORIZATION_DETAILS;

  private final ClientSessionContext context;
  private final MultivaluedMap<String, String> form;
  private final @Nullable OAuth2Code code;
  private final @Nullable AccessToken previous;

  /**
   * A request for a token.
   *
   * @param code the authorization code redeemed, if any
   * @param previous the subject token or refresh token, verified, if any
   */
  TokenRequest(
      KeycloakSession session,
      ClientSessionContext context,
      @Nullable OAuth2Code code,
      @Nullable AccessToken previous) {
    this.context = context;
    this.form = session.getContext().getHttpRequest().getDecodedFormParameters();
    this.code = code;
    this.previous = previous;
  }

  ClientSessionContext context() {
    return context;
  }

  ClientModel client() {
    return context.getClientSession().getClient();
  }

  UserModel user() {
    return login().getUser();
  }

  UserSessionModel login() {
    return context.getClientSession().getUserSession();
  }

  boolean isRefresh() {
    return OAuth2Constants.REFRESH_TOKEN.equals(grantType());
  }

  boolean isCode() {
    return OAuth2Constants.AUTHORIZATION_CODE.equals(grantType());
  }

  private boolean isExchange() {
    return OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE.equals(grantType());
  }

  @Nullable String grantType() {
    return context.getAttribute(Constants.GRANT_TYPE, String.class);
  }

  /** {@code authorization_details} of the token request itself. */
  Optional<String> sentDetails() {
    return Optional.ofNullable(form.getFirst(OAuth2Constants.AUTHORIZATION_DETAILS));
  }

  /**
   * Whether only the scopes that were asked for, and consented to where that is needed, may bound
   * what is granted: the user was asked, but not for the details that now came.
   */
  boolean isBoundByItsScopes() {
    String grant = grantType();
    if (isRefresh() || OAuth2Constants.CLIENT_CREDENTIALS.equals(grant)) {
      return false;
    }
    boolean interactive = !isExchange() && !OAuth2Constants.PASSWORD.equals(grant);
    if (interactive && storedDetails().isEmpty() && sentDetails().isPresent()) {
      return true;
    }
    String consented = context.getClientSession().getNote(PermissionConsent.CONSENTED);
    return client().isConsentRequired()
        && !OAuth2Constants.CIBA_GRANT_TYPE.equals(grant)
        && !(isCode() && consented != null && !consented.isBlank());
  }

  /** Whether an error can be answered: not in the front channel, where the user waits. */
  boolean isAtTokenEndpoint() {
    return grantType() != null;
  }

  /** Names of client scopes that a refresh leaves out of what was granted first. */
  Set<String> droppedScopes() {
    if (!isRefresh() || previous == null || previous.getScope() == null) {
      return Set.of();
    }
    Set<String> dropped = new HashSet<>(Arrays.asList(previous.getScope().split(" ")));
    dropped.removeAll(Arrays.asList(context.getScopeString(true).split(" ")));
    return dropped;
  }

  /** {@code authorization_details} that came before: at {@code /auth}, PAR or CIBA. */
  Optional<String> storedDetails() {
    if (isRefresh() || isExchange()) {
      return Optional.empty();
    }
    AuthenticatedClientSessionModel notes = context.getClientSession();
    return Stream.of(
            PermissionConsent.CONSENTED,
            OAuth2Constants.AUTHORIZATION_DETAILS,
            APPROVED_BY_CALLBACK,
            SENT_BACKCHANNEL)
        .map(notes::getNote)
        .filter(note -> note != null && !note.isBlank())
        .findFirst();
  }

  /** A code's details are for that code: a later one in the same session starts without. */
  void forgetStoredDetails() {
    if (isCode()) {
      context.getClientSession().removeNote(PermissionConsent.CONSENTED);
      context.getClientSession().removeNote(OAuth2Constants.AUTHORIZATION_DETAILS);
    }
  }

  List<String> resources() {
    List<String> sent = form.getOrDefault(OAuth2Constants.RESOURCE, List.of());
    return sent.isEmpty() && code != null && code.getResource() != null
        ? List.of(code.getResource())
        : sent;
  }

  /** Servers that must be meant too: the exchange's audience, the resource of the code. */
  List<String> audiences() {
    if (code != null && code.getResource() != null) {
      return List.of(code.getResource());
    }
    return isExchange() ? form.getOrDefault(OAuth2Constants.AUDIENCE, List.of()) : List.of();
  }

  /** The subject token or refresh token, verified, if any. */
  @Nullable AccessToken previous() {
    return previous;
  }

  /** What the subject token or refresh token carries; null where there is neither. */
  @Nullable List<Permission> carried() {
    if (previous == null) {
      return null;
    }
    return previous.getAuthorizationDetails() == null
        ? List.of()
        : previous.getAuthorizationDetails().stream()
            .filter(entry -> Permission.TYPE.equals(entry.getType()))
            .map(Permission::of)
            .toList();
  }

  ActorChain previousActors() {
    return previous == null ? ActorChain.none() : Claims.actors(previous);
  }
}
