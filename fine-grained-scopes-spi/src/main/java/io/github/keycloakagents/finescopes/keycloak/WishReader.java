package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.decision.Allowance;
import io.github.keycloakagents.finescopes.decision.Wish;
import io.github.keycloakagents.finescopes.permission.Parsed;
import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.permission.PermissionReader;
import java.util.List;
import java.util.Optional;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;

/** Turns a token request into a wish. */
final class WishReader {

  private final ClientAllowances allowances;
  private final PermissionReader reader = new PermissionReader();

  WishReader(ClientAllowances allowances) {
    this.allowances = allowances;
  }

  Wish read(TokenRequest request) {
    Optional<String> stored = request.storedDetails();
    Optional<String> sent = request.sentDetails();
    List<Permission> details = stored.or(() -> sent).map(this::parse).orElse(List.of());
    List<Permission> carried = request.carried();
    boolean mustGrant = true;
    List<Allowance> asked =
        details.isEmpty() && !request.isRefresh() ? allowances.asked(request.context()) : List.of();
    if (request.isRefresh() && details.isEmpty() && carried != null) {
      details = carried;
      mustGrant = !request.resources().isEmpty();
    }
    if (details.isEmpty() && asked.isEmpty()) {
      return new Wish(List.of(), List.of(), List.of(), List.of(), List.of(), null, false);
    }
    List<Allowance> ceiling =
        request.isBoundByItsScopes()
            ? allowances.asked(request.context())
            : allowances.ceiling(request.client(), request.droppedScopes());
    return new Wish(
        details, asked, ceiling, request.resources(), request.audiences(), carried, mustGrant);
  }

  private List<Permission> parse(String text) {
    Parsed parsed = reader.read(text);
    if (parsed instanceof Parsed.Entries entries) {
      return entries.permissions();
    }
    if (text.contains("\"type\"") && !text.contains(Permission.TYPE) && !text.contains("\\u")) {
      return List.of();
    }
    throw new TokenInterceptorException(
        Claims.INVALID_DETAILS, "authorization_details: " + ((Parsed.Malformed) parsed).reason());
  }
}
