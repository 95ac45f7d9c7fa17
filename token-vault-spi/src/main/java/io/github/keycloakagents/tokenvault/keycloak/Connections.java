package io.github.keycloakagents.tokenvault.keycloak;

import java.util.Arrays;
import java.util.Optional;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/** The realm's connections: its identity providers, by alias or by a registered resource. */
final class Connections {

  private final KeycloakSession session;

  Connections(KeycloakSession session) {
    this.session = session;
  }

  Optional<IdentityProviderModel> named(String alias) {
    return Optional.ofNullable(session.identityProviders().getByAlias(alias))
        .filter(IdentityProviderModel::isEnabled);
  }

  Optional<String> forResource(String resource) {
    return session
        .identityProviders()
        .getMappersStream()
        .filter(m -> VaultIdentityMapper.ID.equals(m.getIdentityProviderMapper()))
        .filter(m -> registered(m, resource))
        .map(IdentityProviderMapperModel::getIdentityProviderAlias)
        .sorted()
        .findFirst();
  }

  private static boolean registered(IdentityProviderMapperModel mapper, String resource) {
    String resources = mapper.getConfig().get(VaultIdentityMapper.RESOURCES);
    return resources != null && Arrays.asList(resources.split("\\s+", -1)).contains(resource);
  }
}
