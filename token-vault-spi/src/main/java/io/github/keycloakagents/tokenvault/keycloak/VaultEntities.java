package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.store.CredentialEntity;
import io.github.keycloakagents.tokenvault.store.RevocationEntity;
import io.github.keycloakagents.tokenvault.store.UseEntity;
import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** The vault's tables. */
final class VaultEntities implements JpaEntityProvider {

  @Override
  public List<Class<?>> getEntities() {
    return List.of(CredentialEntity.class, UseEntity.class, RevocationEntity.class);
  }

  @Override
  public String getChangelogLocation() {
    return "META-INF/token-vault/db/changelog.xml";
  }

  @Override
  public String getFactoryId() {
    return VaultEntitiesFactory.ID;
  }

  @Override
  public void close() {}
}
