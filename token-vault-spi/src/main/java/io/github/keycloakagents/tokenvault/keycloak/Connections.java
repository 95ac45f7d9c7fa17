package io.github.keycloakagents.tokenvault.keycloak;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

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

  /** Returns the display names of the enabled connections that the vault keeps, by alias. */
  Map<String, String> vaulted() {
    Map<String, String> names = new TreeMap<>();
    session
        .identityProviders()
        .getMappersStream()
        .filter(m -> VaultIdentityMapper.ID.equals(m.getIdentityProviderMapper()))
        .map(IdentityProviderMapperModel::getIdentityProviderAlias)
        .flatMap(alias -> named(alias).stream())
        .forEach(
            model ->
                names.put(
                    model.getAlias(),
                    KeycloakModelUtils.getIdentityProviderDisplayName(session, model)));
    return names;
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
