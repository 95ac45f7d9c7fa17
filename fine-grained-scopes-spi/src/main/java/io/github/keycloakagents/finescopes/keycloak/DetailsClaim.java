package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.permission.Permission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;

/**
 * The {@code authorization_details} claim of a token not yet signed. Keycloak holds it in a field;
 * other extensions may have put it among the other claims, and then ours go there too: the name
 * must not stand in a token twice.
 */
final class DetailsClaim {

  private final AccessToken token;

  DetailsClaim(AccessToken token) {
    this.token = token;
  }

  /** Entries of other types, untouched. */
  List<Object> ofOthers() {
    List<Object> others = new ArrayList<>();
    plain().stream().filter(entry -> !isPermission(entry)).forEach(others::add);
    if (token.getAuthorizationDetails() != null) {
      token.getAuthorizationDetails().stream()
          .filter(entry -> !isPermission(entry) && !isPlain())
          .forEach(others::add);
    }
    return others;
  }

  Set<String> locationsOfOthers() {
    Set<String> locations = new HashSet<>();
    for (Object entry : ofOthers()) {
      Object named =
          entry instanceof AuthorizationDetailsJSONRepresentation details
              ? details.getLocations()
              : entry instanceof Map<?, ?> map ? map.get("locations") : null;
      if (named instanceof List<?> names) {
        names.stream().map(Objects::toString).forEach(locations::add);
      }
    }
    return locations;
  }

  /** The entries of others, then these permissions; nothing else of our type. */
  List<Object> with(List<Permission> permissions) {
    List<Object> all = ofOthers();
    permissions.forEach(permission -> all.add(permission.toRepresentation()));
    return all;
  }

  void write(List<Permission> permissions) {
    List<Object> all = with(permissions);
    if (isPlain()) {
      token.setAuthorizationDetails(null);
      token.getOtherClaims().put(OAuth2Constants.AUTHORIZATION_DETAILS, all);
    } else if (token.getAuthorizationDetails() != null || !all.isEmpty()) {
      token.setAuthorizationDetails(
          all.isEmpty()
              ? null
              : all.stream().map(AuthorizationDetailsJSONRepresentation.class::cast).toList());
    }
  }

  private boolean isPlain() {
    return token.getOtherClaims().get(OAuth2Constants.AUTHORIZATION_DETAILS) instanceof List<?>;
  }

  private List<?> plain() {
    return token.getOtherClaims().get(OAuth2Constants.AUTHORIZATION_DETAILS) instanceof List<?> list
        ? list
        : List.of();
  }

  private static boolean isPermission(Object entry) {
    return Permission.TYPE.equals(
        entry instanceof AuthorizationDetailsJSONRepresentation details
            ? details.getType()
            : entry instanceof Map<?, ?> map ? map.get("type") : null);
  }
}
