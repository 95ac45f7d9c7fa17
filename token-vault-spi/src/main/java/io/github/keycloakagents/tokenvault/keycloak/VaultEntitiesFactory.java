package io.github.keycloakagents.tokenvault.keycloak;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers the vault's table and its Liquibase change log. */
public final class VaultEntitiesFactory implements JpaEntityProviderFactory {

  static final String ID = "token-vault";

  @Override
  public JpaEntityProvider create(KeycloakSession session) {
    return new VaultEntities();
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return ID;
  }
}
