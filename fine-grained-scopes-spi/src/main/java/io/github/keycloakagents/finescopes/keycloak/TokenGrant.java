package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.claim.ActorChain;
import io.github.keycloakagents.finescopes.decision.Decision;
import io.github.keycloakagents.finescopes.decision.Entitlements;
import io.github.keycloakagents.finescopes.decision.Granting;
import io.github.keycloakagents.finescopes.decision.Wish;
import io.github.keycloakagents.finescopes.permission.Permission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;

/** Decides a token request once and writes the outcome into its access token. */
final class TokenGrant {

  private static final String DECIDED = TokenGrant.class.getName();

  private final KeycloakSession session;
  private final int maxSize;

  TokenGrant(KeycloakSession session, int maxSize) {
    this.session = session;
    this.maxSize = maxSize;
  }

  /** What was decided for a request; null before. */
  static @Nullable Decision decided(ClientSessionContext context) {
    return context.getAttribute(DECIDED, Decision.class);
  }

  /**
   * Decides; a second call for the same request returns the first decision.
   *
   * @throws TokenInterceptorException when the request is refused; 400 at the token endpoint
   */
  Decision decide(TokenRequest request, AccessToken token) {
    ClientSessionContext context = request.context();
    Decision earlier = decided(context);
    if (earlier != null) {
      return earlier;
    }
    RealmModel realm = session.getContext().getRealm();
    Wish wish = new WishReader(new ClientAllowances(realm)).read(request);
    Entitlements asked =
        (server, wanted) ->
            new SessionEntitlements(
                    session, request.user(), request.client(), context.getScopeString(true))
                .at(server, wanted);
    Decision decision = new Granting(asked).decide(wish);
    if (decision instanceof Decision.Refused refused) {
      if (!request.isAtTokenEndpoint()) {
        decision = new Decision.NothingGranted();
      } else {
        throw new TokenInterceptorException(refused.error(), refused.description());
      }
    }
    write(request, token, decision);
    context.setAttribute(DECIDED, decision);
    request.forgetStoredDetails();
    return decision;
  }

  private void write(TokenRequest request, AccessToken token, Decision decision) {
    DetailsClaim claim = new DetailsClaim(token);
    if (decision instanceof Decision.Granted granted) {
      respond(request.context(), granted.permissions(), claim.with(granted.permissions()));
      new Claims(session, maxSize).write(token, granted);
    } else {
      respond(request.context(), List.of(), List.of());
      claim.write(List.of());
    }
    if (decision instanceof Decision.Granted || !request.previousActors().isEmpty()) {
      Claims.writeActors(token, actors(request, token));
    }
  }

  private static ActorChain actors(TokenRequest request, AccessToken token) {
    ActorChain written = Claims.actors(token);
    ActorChain chain = request.previousActors();
    if (chain.isEmpty()) {
      chain = written;
    } else {
      List<String> newer = new ArrayList<>(written.subjects());
      newer.removeAll(chain.subjects());
      for (int i = newer.size() - 1; i >= 0; i--) {
        chain = extend(chain, newer.get(i));
      }
    }
    return extend(chain, request.client().getClientId());
  }

  private static ActorChain extend(ActorChain chain, String actor) {
    return chain
        .actedOnBy(actor)
        .orElseThrow(
            () ->
                new TokenInterceptorException(
                    OAuthErrorException.INVALID_REQUEST,
                    "more than " + ActorChain.MAX_DEPTH + " actors"));
  }

  /** Keycloak answers with the entries of the types it knows; another grant may take them all. */
  private static void respond(
      ClientSessionContext context, List<Permission> permissions, List<Object> all) {
    List<?> known = context.getAttribute(Constants.AUTHORIZATION_DETAILS_RESPONSE, List.class);
    List<Object> response = new ArrayList<>();
    if (known != null) {
      known.stream()
          .filter(AuthorizationDetailsJSONRepresentation.class::isInstance)
          .map(AuthorizationDetailsJSONRepresentation.class::cast)
          .filter(entry -> !Permission.TYPE.equals(entry.getType()))
          .forEach(response::add);
    }
    permissions.forEach(permission -> response.add(permission.toRepresentation()));
    if (all.size() == permissions.size() || known != null) {
      context.setAttribute(Constants.AUTHORIZATION_DETAILS_RESPONSE, response);
    }
    context.setAttribute(OAuth2Constants.AUTHORIZATION_DETAILS, all);
  }
}
