package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.claim.ActorChain;
import io.github.keycloakagents.finescopes.decision.Decision;
import io.github.keycloakagents.finescopes.permission.Permission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;

/** Writes permissions and actors into a token, beside what others wrote there. */
final class Claims {

  static final String ACT = "act";
  static final String MAY_ACT = "may_act";
  static final String INVALID_DETAILS = "invalid_authorization_details";

  private final KeycloakSession session;
  private final int maxSize;

  /**
   * Writes into tokens.
   *
   * @param maxSize characters of JSON that a token carries at most; more is left to introspection
   */
  Claims(KeycloakSession session, int maxSize) {
    this.session = session;
    this.maxSize = maxSize;
  }

  void write(AccessToken token, Decision.Granted granted) {
    List<AuthorizationDetailsJSONRepresentation> others = entriesOfOthers(token);
    Set<String> audiences = new LinkedHashSet<>(granted.audiences());
    audiences.addAll(audiencesOf(token, others));
    token.audience(audiences.toArray(String[]::new));
    List<AuthorizationDetailsJSONRepresentation> all = with(others, granted.permissions());
    String json = StoredPermissions.json(all);
    if (json.length() > maxSize
        || AbstractOIDCProtocolMapper.getShouldUseLightweightToken(session)) {
      token.setAuthorizationDetails(null);
      new StoredPermissions(session).keep(token, json);
    } else {
      token.setAuthorizationDetails(all);
    }
  }

  /** Takes entries of our type that did not come from a decision out of a token. */
  void clear(AccessToken token) {
    List<AuthorizationDetailsJSONRepresentation> entries = token.getAuthorizationDetails();
    if (entries != null && entries.stream().anyMatch(Claims::isPermission)) {
      List<AuthorizationDetailsJSONRepresentation> others = entriesOfOthers(token);
      token.setAuthorizationDetails(others.isEmpty() ? null : others);
    }
  }

  static void writeActors(AccessToken token, ActorChain actors) {
    token.setOtherClaims(ACT, actors.claim());
  }

  static List<AuthorizationDetailsJSONRepresentation> with(
      List<AuthorizationDetailsJSONRepresentation> others, List<Permission> permissions) {
    List<AuthorizationDetailsJSONRepresentation> all = new ArrayList<>(others);
    permissions.forEach(permission -> all.add(permission.toRepresentation()));
    return all;
  }

  static List<AuthorizationDetailsJSONRepresentation> entriesOfOthers(AccessToken token) {
    return token.getAuthorizationDetails() == null
        ? List.of()
        : token.getAuthorizationDetails().stream().filter(entry -> !isPermission(entry)).toList();
  }

  static boolean isPermission(AuthorizationDetailsJSONRepresentation entry) {
    return Permission.TYPE.equals(entry.getType());
  }

  /** Audiences already there that the entries of others name as their locations. */
  private List<String> audiencesOf(
      AccessToken token, List<AuthorizationDetailsJSONRepresentation> others) {
    List<String> kept = new ArrayList<>();
    if (token.getAudience() != null && !others.isEmpty()) {
      Set<String> locations = new LinkedHashSet<>();
      others.forEach(
          e -> locations.addAll(e.getLocations() == null ? List.of() : e.getLocations()));
      for (String audience : token.getAudience()) {
        if (locations.contains(audience) || locations.contains(uriOf(audience))) {
          kept.add(audience);
        }
      }
    }
    return kept;
  }

  private @Nullable String uriOf(String clientId) {
    var client = session.getContext().getRealm().getClientByClientId(clientId);
    return client == null
        ? null
        : ClientAllowances.resourceServer(client).uris().stream().findFirst().orElse(null);
  }
}
