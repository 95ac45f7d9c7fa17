package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.permission.Permission;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/**
 * What a refresh token may bring at most. The token endpoint ignores a {@code refresh_token} longer
 * than 4,000 characters, so a long bound stays in the client session, which lives as long as the
 * token does, and the token names it.
 */
record RefreshBound(KeycloakSession session, AuthenticatedClientSessionModel login) {

  private static final String NOTE = "agent_permissions_bound.";
  private static final int MAX_SIZE = 1_500;
  private static final int MAX_KEPT = 8;

  void write(RefreshToken token, List<Permission> bound) {
    String json = StoredPermissions.json(bound.stream().map(Permission::toRepresentation).toList());
    if (json.length() <= MAX_SIZE) {
      new DetailsClaim(token).write(bound);
      return;
    }
    new DetailsClaim(token).write(List.of());
    String name = NOTE + "%010d.".formatted(token.getIat()) + UUID.randomUUID();
    keep(login, name, json);
    if (TokenUtil.TOKEN_TYPE_OFFLINE.equals(token.getType())) {
      offline().ifPresent(copy -> keep(copy, name, json));
    }
    token.setOtherClaims(StoredPermissions.BY, name);
  }

  private static void keep(AuthenticatedClientSessionModel login, String name, String json) {
    List<String> kept =
        login.getNotes().keySet().stream().filter(n -> n.startsWith(NOTE)).sorted().toList();
    kept.stream().limit(Math.max(0, kept.size() - MAX_KEPT + 1)).forEach(login::removeNote);
    login.setNote(name, json);
  }

  /** Keycloak made it a moment ago, as a copy: what is noted from now on it does not have. */
  private Optional<AuthenticatedClientSessionModel> offline() {
    return Optional.ofNullable(
            session
                .sessions()
                .getOfflineUserSession(login.getRealm(), login.getUserSession().getId()))
        .map(copy -> copy.getAuthenticatedClientSessionByClient(login.getClient().getId()));
  }

  /** The same bound for the next refresh token. */
  static void pass(AccessToken earlier, RefreshToken token, List<Permission> bound) {
    Object name = earlier.getOtherClaims().get(StoredPermissions.BY);
    new DetailsClaim(token).write(name == null ? bound : List.of());
    if (name != null) {
      token.setOtherClaims(StoredPermissions.BY, name);
    }
  }

  /** Puts what was kept back into a verified refresh token; nothing when it is gone. */
  void restore(AccessToken token) {
    if (token.getOtherClaims().get(StoredPermissions.BY) instanceof String name
        && name.startsWith(NOTE)) {
      String json = login.getNote(name);
      token.setAuthorizationDetails(json == null ? null : StoredPermissions.entries(json));
    }
  }
}
