package io.github.keycloakagents.finescopes.keycloak;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * Permissions kept at the server for as long as their token lives, for tokens that do not carry
 * them: lightweight ones, and those whose permissions would make too long a header. Introspection
 * and exchange read them here. A restart of all nodes forgets them; such a token then has none.
 */
final class StoredPermissions {

  /** Claim that says where the permissions of a token are. */
  static final String BY = "authorization_details_by";

  private static final String INTROSPECTION = "introspection";
  private static final String NOTE = "entries";
  private static final TypeReference<List<AuthorizationDetailsJSONRepresentation>> ENTRIES =
      new TypeReference<>() {};

  private final KeycloakSession session;

  StoredPermissions(KeycloakSession session) {
    this.session = session;
  }

  static String json(List<?> entries) {
    try {
      return JsonSerialization.writeValueAsString(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<AuthorizationDetailsJSONRepresentation> entries(String json) {
    try {
      return JsonSerialization.readValue(json, ENTRIES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void keep(AccessToken token, String entries) {
    long seconds = Math.max(1, token.getExp() - token.getIat());
    session.singleUseObjects().put(key(token), seconds, Map.of(NOTE, entries));
    token.setOtherClaims(BY, INTROSPECTION);
  }

  /** Puts what was kept back into a verified token. */
  void restore(AccessToken token) {
    if (!INTROSPECTION.equals(token.getOtherClaims().get(BY))) {
      return;
    }
    Map<String, String> kept = session.singleUseObjects().get(key(token));
    if (kept == null || kept.get(NOTE) == null) {
      return;
    }
    token.setAuthorizationDetails(entries(kept.get(NOTE)));
  }

  private static String key(AccessToken token) {
    return "fine-grained-scopes:" + token.getId();
  }
}
