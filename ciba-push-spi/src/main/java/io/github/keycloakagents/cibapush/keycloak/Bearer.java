package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Evidence;
import io.github.keycloakagents.cibapush.config.Policy;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.Constants;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.utils.AcrUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * The holder of an access token with the audience and roles that Keycloak's account REST asks for.
 */
record Bearer(PushRealm realm, UserModel user, AccessToken token) {

  static final Set<String> VIEW = Set.of("view-profile", "manage-account");
  static final Set<String> MANAGE = Set.of("manage-account");

  static Bearer of(PushRealm realm, Set<String> roles) {
    AuthenticationManager.@Nullable AuthResult result =
        new AppAuthManager.BearerTokenAuthenticator(realm.session()).authenticate();
    if (result == null || result.user() == null) {
      throw new NotAuthorizedException("Bearer");
    }
    AccessToken token = result.token();
    if (!token.hasAudience(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID)) {
      throw new NotAuthorizedException("Bearer");
    }
    AccessToken.Access access = token.getResourceAccess(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
    if (access == null || roles.stream().noneMatch(access::isUserInRole)) {
      throw new ForbiddenException();
    }
    return new Bearer(realm, result.user(), token);
  }

  Approval own(String id) {
    return realm
        .approvals()
        .byId(id)
        .filter(approval -> approval.userId().equals(user.getId()))
        .orElseThrow(NotFoundException::new);
  }

  /** No agent approves itself: only the pages' own client may bring a decision. */
  void mustBeThePage(Instant now) {
    Policy policy = realm.policy();
    boolean fresh =
        token.getAuth_time() != null
            && !Instant.ofEpochSecond(token.getAuth_time()).plus(policy.maxAge()).isBefore(now);
    boolean strong = policy.acr().isEmpty() || level(token.getAcr()) >= level(policy.acr());
    if (!PagesClient.ID.equals(token.getIssuedFor()) || !fresh || !strong) {
      throw new ForbiddenException();
    }
  }

  Evidence evidence() {
    Object methods = token.getOtherClaims().get("amr");
    return Evidence.authenticated(
        "token",
        Instant.ofEpochSecond(token.getAuth_time() == null ? 0 : token.getAuth_time()),
        token.getAcr(),
        methods instanceof Collection<?> names
            ? names.stream().map(String::valueOf).toList()
            : List.of());
  }

  private int level(@Nullable String acr) {
    Map<String, Integer> levels = AcrUtils.getAcrLoaMap(new PagesClient(realm.realm()).get());
    if (acr != null && levels.containsKey(acr)) {
      return levels.get(acr);
    }
    try {
      return Integer.parseInt(String.valueOf(acr));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
