package io.github.keycloakagents.finescopes.decision;

import io.github.keycloakagents.finescopes.permission.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token request asks for, and what bounds it.
 *
 * @param details entries asked for by {@code authorization_details}; when there are any, the scopes
 *     ask for nothing
 * @param scopes what the scopes of the token ask for
 * @param ceiling what the agent may hold at most
 * @param resources target services by RFC 8707: narrow to these servers
 * @param audiences target services by RFC 8693: narrow to these servers
 * @param carried what the subject token or the refresh token carries; null where there is none
 * @param mustGrant whether granting nothing is an error
 */
public record Wish(
    List<Permission> details,
    List<Allowance> scopes,
    List<Allowance> ceiling,
    List<String> resources,
    List<String> audiences,
    @Nullable List<Permission> carried,
    boolean mustGrant) {

  public Wish {
    details = List.copyOf(details);
    scopes = List.copyOf(scopes);
    ceiling = List.copyOf(ceiling);
    resources = List.copyOf(resources);
    audiences = List.copyOf(audiences);
    carried = carried == null ? null : List.copyOf(carried);
  }

  boolean asksForNothing() {
    return details.isEmpty() && scopes.isEmpty();
  }

  boolean isTarget(ResourceServer server) {
    return (resources.isEmpty() || resources.stream().anyMatch(server::isNamed))
        && (audiences.isEmpty() || audiences.stream().anyMatch(server::isNamed));
  }
}
