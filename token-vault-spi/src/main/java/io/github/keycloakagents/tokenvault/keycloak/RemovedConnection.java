package io.github.keycloakagents.tokenvault.keycloak;

import java.util.Optional;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * An identity provider as it was until it was removed, and where it revokes tokens if that was set.
 */
record RemovedConnection(IdentityProviderModel model, Optional<String> revocationUrl) {

  /** Looks past the removal, which has not been committed yet and took the mappers first. */
  static RemovedConnection of(IdentityProviderModel model, RealmModel realm, Vault vault) {
    return new RemovedConnection(
        model, vault.inRealm(realm.getId(), session -> configured(session, model.getAlias())));
  }

  static Optional<String> configured(KeycloakSession session, String alias) {
    return session
        .identityProviders()
        .getMappersByAliasStream(alias)
        .filter(m -> VaultIdentityMapper.ID.equals(m.getIdentityProviderMapper()))
        .map(m -> m.getConfig().get(VaultIdentityMapper.REVOCATION_URL))
        .filter(url -> url != null && !url.isBlank())
        .findFirst();
  }
}
