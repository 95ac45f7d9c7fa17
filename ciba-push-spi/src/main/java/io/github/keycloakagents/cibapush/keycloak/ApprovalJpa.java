package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.ApprovalEntity;
import io.github.keycloakagents.cibapush.preapproval.PreApprovalEntity;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Adds the tables to Keycloak's database. */
public final class ApprovalJpa implements JpaEntityProviderFactory {

  private static final String ID = "ciba-push";

  @Override
  public JpaEntityProvider create(KeycloakSession session) {
    return new Tables();
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  private static final class Tables implements JpaEntityProvider {

    @Override
    public List<Class<?>> getEntities() {
      return List.of(ApprovalEntity.class, PreApprovalEntity.class);
    }

    @Override
    public String getChangelogLocation() {
      return "META-INF/ciba-push/db/changelog.xml";
    }

    @Override
    public String getFactoryId() {
      return ID;
    }

    @Override
    public void close() {}
  }
}
