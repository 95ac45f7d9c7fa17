package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Evidence;
import io.github.keycloakagents.cibapush.config.Policy;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.util.AcrStore;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.utils.AcrUtils;
import org.keycloak.protocol.oidc.utils.AmrUtils;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;

/** Who is in front of the page, and the way to the sign-in page and back. */
record Door(PushRealm realm) {

  private static final String RETURNED = "state";

  /** What stock writes for a sign-in where no flow sets a level. */
  private static final int SIGNED_IN = 1;

  Optional<Visitor> visitor() {
    KeycloakSession session = realm.session();
    AuthenticationManager.@Nullable AuthResult result =
        new AppAuthManager().authenticateIdentityCookie(session, realm.realm());
    return result == null || result.session() == null || result.user() == null
        ? Optional.empty()
        : Optional.of(new Visitor(result.user(), result.session()));
  }

  /** Whether the sign-in is as fresh and as strong as the realm asks for a decision. */
  boolean lets(Visitor visitor, Instant now) {
    Policy policy = realm.policy();
    return !visitor.authenticatedAt().plus(policy.maxAge()).isBefore(now)
        && (policy.acr().isEmpty() || level(visitor) >= level(policy.acr()));
  }

  /** How the visitor is signed in. */
  Evidence evidence(Visitor visitor) {
    int level = level(visitor);
    String acr =
        AcrUtils.mapLoaToAcr(
            level, AcrUtils.getAcrLoaMap(new PagesClient(realm.realm()).get()), List.of());
    List<String> amr =
        AmrUtils.getAuthenticationExecutionReferences(
            AuthenticatorUtils.parseCompletedExecutions(
                visitor.session().getNote(Constants.AUTHENTICATORS_COMPLETED)),
            realm.realm());
    return Evidence.authenticated(
        "page",
        visitor.authenticatedAt(),
        acr == null ? Integer.toString(level < 0 ? SIGNED_IN : level) : acr,
        amr);
  }

  /** Whether the browser has just come back from the sign-in page. */
  boolean hasReturned() {
    return realm.session().getContext().getUri().getQueryParameters().containsKey(RETURNED);
  }

  /** Off to sign in, for a page under {@code ciba-push/}. */
  Response toLogin(String path, boolean decide) {
    Policy policy = realm.policy();
    URI back = realm.pages().resolve(path);
    UriBuilder login =
        OIDCLoginProtocolService.authUrl(realm.session().getContext().getUri().getBaseUriBuilder())
            .queryParam("client_id", new PagesClient(realm.realm()).get().getClientId())
            .queryParam("redirect_uri", back)
            .queryParam("response_type", "none")
            .queryParam("scope", "openid")
            .queryParam("code_challenge", SecretGenerator.getInstance().randomString(43))
            .queryParam("code_challenge_method", "S256")
            .queryParam("state", SecretGenerator.getInstance().randomString(16));
    if (decide) {
      login.queryParam("max_age", policy.maxAge().toSeconds());
      if (!policy.acr().isEmpty()) {
        login.queryParam("acr_values", policy.acr());
      }
    }
    return Response.status(Response.Status.FOUND)
        .location(login.build(realm.realm().getName()))
        .header("Cache-Control", "no-store")
        .build();
  }

  private int level(Visitor visitor) {
    ClientModel client = new PagesClient(realm.realm()).get();
    @Nullable AuthenticatedClientSessionModel signedIn =
        visitor.session().getAuthenticatedClientSessionByClient(client.getId());
    return signedIn == null ? -1 : AcrStore.getCurrentLevelOfAuthentication(signedIn);
  }

  private int level(String acr) {
    Map<String, Integer> levels = AcrUtils.getAcrLoaMap(new PagesClient(realm.realm()).get());
    if (levels.containsKey(acr)) {
      return levels.get(acr);
    }
    try {
      return Integer.parseInt(acr);
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }
}
