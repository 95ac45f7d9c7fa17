package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.decision.Allowance;
import io.github.keycloakagents.finescopes.decision.ResourceServer;
import io.github.keycloakagents.finescopes.permission.ResourcePattern;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;

/** Reads <em>Agent permissions</em> mappers. */
final class ClientAllowances {

  private static final String RESOURCE_URL = "resource_url";

  private final RealmModel realm;

  ClientAllowances(RealmModel realm) {
    this.realm = realm;
  }

  /** What the scopes of a token to be issued ask for. */
  List<Allowance> asked(ClientSessionContext context) {
    return allowances(context.getProtocolMappersStream());
  }

  /** What a client may hold at most: by all scopes assigned to it and by its own mappers. */
  List<Allowance> ceiling(ClientModel client) {
    return ceiling(client, Set.of());
  }

  /** The same without some client scopes. */
  List<Allowance> ceiling(ClientModel client, Set<String> without) {
    Stream<ClientScopeModel> assigned =
        Stream.concat(
            client.getClientScopes(true).values().stream(),
            client.getClientScopes(false).values().stream());
    return allowances(
        Stream.concat(
            client.getProtocolMappersStream(),
            assigned
                .filter(scope -> !without.contains(scope.getName()))
                .flatMap(ClientScopeModel::getProtocolMappersStream)));
  }

  /** In the order of the mappers' names: Keycloak hands them out in none. */
  List<Allowance> allowances(Stream<ProtocolMapperModel> mappers) {
    return mappers
        .filter(mapper -> AgentPermissionsMapper.ID.equals(mapper.getProtocolMapper()))
        .sorted(
            Comparator.comparing(ProtocolMapperModel::getName)
                .thenComparing(ProtocolMapperModel::getId))
        .flatMap(mapper -> allowance(mapper).stream())
        .toList();
  }

  private Optional<Allowance> allowance(ProtocolMapperModel mapper) {
    String clientId = mapper.getConfig().get(AgentPermissionsMapper.RESOURCE_SERVER);
    ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
    if (client == null || !client.isEnabled()) {
      return Optional.empty();
    }
    String resource = mapper.getConfig().getOrDefault(AgentPermissionsMapper.RESOURCE, "");
    return Optional.of(
        new Allowance(
            resourceServer(client),
            resource.isBlank() ? ResourcePattern.any() : ResourcePattern.of(resource.strip()),
            words(mapper.getConfig().getOrDefault(AgentPermissionsMapper.ACTIONS, ""))));
  }

  static ResourceServer resourceServer(ClientModel client) {
    return new ResourceServer(
        client.getClientId(),
        Stream.of(client.getAttribute(RESOURCE_URL), client.getRootUrl())
            .filter(uri -> uri != null && !uri.isBlank())
            .limit(1)
            .toList());
  }

  private static Set<String> words(String text) {
    return text.isBlank()
        ? Set.of()
        : Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toSet());
  }
}
