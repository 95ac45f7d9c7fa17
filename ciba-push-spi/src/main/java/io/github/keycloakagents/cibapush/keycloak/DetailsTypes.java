package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import io.github.keycloakagents.cibapush.request.RequestRefused;
import io.github.keycloakagents.cibapush.view.DetailsType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.protocol.oidc.rar.AuthorizationDetailsProcessor;

/** The types of details that a client may ask for: those of its client scopes' mappers. */
record DetailsTypes(KeycloakSession session, ClientModel client) {

  Map<String, DetailsType> registered() {
    return Stream.of(
            Stream.of(client),
            client.getClientScopes(true).values().stream(),
            client.getClientScopes(false).values().stream())
        .flatMap(scopes -> scopes.map(scope -> (ProtocolMapperContainerModel) scope))
        .flatMap(ProtocolMapperContainerModel::getProtocolMappersStream)
        .filter(mapper -> DetailsTypeMapper.ID.equals(mapper.getProtocolMapper()))
        .map(mapper -> mapper.getConfig())
        .filter(config -> config.get(DetailsTypeMapper.TYPE) != null)
        .map(DetailsTypes::type)
        .collect(
            Collectors.toMap(
                DetailsType::type,
                type -> type,
                (first, second) -> second.signed() && !first.signed() ? first.asSigned() : first));
  }

  private static DetailsType type(Map<String, String> config) {
    DetailsType type =
        DetailsType.of(
            config.getOrDefault(DetailsTypeMapper.TYPE, "").trim(),
            config.get(DetailsTypeMapper.LABEL),
            config.get(DetailsTypeMapper.FIELDS));
    return Boolean.parseBoolean(config.get(DetailsTypeMapper.SIGNATURE)) ? type.asSigned() : type;
  }

  /** Whether the user must sign such details with a passkey. */
  boolean askSignature(@Nullable String details) {
    Map<String, DetailsType> registered = registered();
    return details != null
        && AuthorizationDetails.parse(details).types().stream()
            .map(registered::get)
            .anyMatch(type -> type != null && type.signed());
  }

  /** The types that a client scope registers. */
  static Set<String> of(ClientScopeModel scope) {
    return scope
        .getProtocolMappersStream()
        .filter(mapper -> DetailsTypeMapper.ID.equals(mapper.getProtocolMapper()))
        .map(mapper -> mapper.getConfig().get(DetailsTypeMapper.TYPE))
        .filter(Objects::nonNull)
        .map(String::trim)
        .collect(Collectors.toSet());
  }

  /** The optional client scopes that register these types: the request implies them. */
  List<String> impliedScopes(AuthorizationDetails details) {
    return client.getClientScopes(false).values().stream()
        .filter(scope -> of(scope).stream().anyMatch(type -> details.types().contains(type)))
        .map(ClientScopeModel::getName)
        .sorted()
        .toList();
  }

  void check(AuthorizationDetails details) {
    Map<String, DetailsType> registered = registered();
    for (String type : details.types()) {
      if (!registered.containsKey(type) && !hasProcessor(type)) {
        throw RequestRefused.details("unknown authorization details type for this client");
      }
    }
  }

  /** Whether another extension answers for a type. */
  boolean hasProcessor(String type) {
    AuthorizationDetailsProcessor<?> processor =
        session
                    .getKeycloakSessionFactory()
                    .getProviderFactory(AuthorizationDetailsProcessor.class, type)
                == null
            ? null
            : session.getProvider(AuthorizationDetailsProcessor.class, type);
    return processor != null && processor.isSupported();
  }
}
