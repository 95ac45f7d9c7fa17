package io.github.keycloakagents.finescopes.permission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;

/**
 * One {@code resource_permission} entry of {@code authorization_details} (RFC 9396 section 2).
 *
 * @param locations resource servers, each by client id or registered URI
 * @param identifier name of the resource at those servers; null asks for every resource allowed
 * @param actions names of the actions; empty asks for every action allowed
 * @param more all other fields ({@code datatypes}, {@code privileges}, own ones), as they came
 */
public record Permission(
    List<String> locations,
    @Nullable String identifier,
    List<String> actions,
    Map<String, Object> more) {

  /** The RFC 9396 type of every permission. */
  public static final String TYPE = "resource_permission";

  public Permission {
    locations = List.copyOf(locations);
    actions = List.copyOf(actions);
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /** The entry as Keycloak puts it into tokens and token responses. */
  public AuthorizationDetailsJSONRepresentation toRepresentation() {
    AuthorizationDetailsJSONRepresentation entry = new AuthorizationDetailsJSONRepresentation();
    entry.setType(TYPE);
    entry.setLocations(new ArrayList<>(locations));
    if (identifier != null) {
      entry.setIdentifier(identifier);
    }
    if (!actions.isEmpty()) {
      entry.setActions(new ArrayList<>(actions));
    }
    more.forEach(entry::setCustomData);
    return entry;
  }

  /** Reads an entry that Keycloak itself wrote into a token. */
  public static Permission of(AuthorizationDetailsJSONRepresentation entry) {
    Map<String, Object> more = new LinkedHashMap<>(entry.getCustomData());
    if (entry.getDatatypes() != null) {
      more.put("datatypes", entry.getDatatypes());
    }
    if (entry.getPrivileges() != null) {
      more.put("privileges", entry.getPrivileges());
    }
    return new Permission(
        entry.getLocations() == null ? List.of() : entry.getLocations(),
        entry.getIdentifier(),
        entry.getActions() == null ? List.of() : entry.getActions(),
        more);
  }
}
