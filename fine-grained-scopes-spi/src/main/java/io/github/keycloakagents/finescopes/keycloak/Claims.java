package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.claim.ActorChain;
import io.github.keycloakagents.finescopes.decision.Decision;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.representations.AccessToken;

/** Writes permissions, audiences and actors into a token, beside what others wrote there. */
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
    DetailsClaim claim = new DetailsClaim(token);
    Set<String> audiences = new LinkedHashSet<>(granted.audiences());
    keepAudiences(token, claim.locationsOfOthers(), audiences);
    token.audience(audiences.toArray(String[]::new));
    String json = StoredPermissions.json(claim.with(granted.permissions()));
    if (json.length() > maxSize
        || AbstractOIDCProtocolMapper.getShouldUseLightweightToken(session)) {
      claim.write(List.of());
      new StoredPermissions(session).keep(token, json);
    } else {
      claim.write(granted.permissions());
    }
  }

  static void writeActors(AccessToken token, ActorChain actors) {
    token.setOtherClaims(ACT, actors.claim());
  }

  /** Audiences already there that the entries of others name as their locations. */
  private void keepAudiences(AccessToken token, Set<String> locations, Set<String> audiences) {
    if (token.getAudience() == null || locations.isEmpty()) {
      return;
    }
    for (String audience : token.getAudience()) {
      ClientModel client = session.getContext().getRealm().getClientByClientId(audience);
      if (locations.contains(audience)
          || (client != null
              && ClientAllowances.resourceServer(client).uris().stream()
                  .anyMatch(locations::contains))) {
        audiences.add(audience);
      }
    }
  }
}
