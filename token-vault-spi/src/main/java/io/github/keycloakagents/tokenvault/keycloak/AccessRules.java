package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.exchange.AccessRule;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;

/** What a client's scopes allow it at connections. */
final class AccessRules {

  private static final long MIN_VALIDITY_SECONDS = 60;

  private final Map<String, ClientScopeModel> scopes = new TreeMap<>();

  AccessRules(ClientModel client) {
    scopes.putAll(client.getClientScopes(true));
    scopes.putAll(client.getClientScopes(false));
  }

  /** Returns the rule of the first client scope that the token carries, in order of name. */
  Optional<AccessRule> find(String connection, Set<String> tokenScopes) {
    return scopes.values().stream()
        .filter(scope -> tokenScopes.contains(scope.getName()))
        .flatMap(
            scope ->
                scope
                    .getProtocolMappersStream()
                    .filter(m -> VaultAccessMapper.ID.equals(m.getProtocolMapper()))
                    .filter(m -> connection.equals(m.getConfig().get(VaultAccessMapper.CONNECTION)))
                    .map(m -> rule(scope, m)))
        .findFirst();
  }

  private static AccessRule rule(ClientScopeModel scope, ProtocolMapperModel mapper) {
    String ceiling = mapper.getConfig().getOrDefault(VaultAccessMapper.PROVIDER_SCOPES, "");
    Set<String> allowed = new LinkedHashSet<>(Arrays.asList(ceiling.strip().split("\\s+", -1)));
    allowed.remove("");
    String seconds = mapper.getConfig().getOrDefault(VaultAccessMapper.MIN_VALIDITY, "");
    return new AccessRule(
        scope.getName(),
        allowed,
        seconds.matches("\\d{1,9}") ? Long.parseLong(seconds) : MIN_VALIDITY_SECONDS);
  }
}
