package io.github.keycloakagents.finescopes.keycloak;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Required action <em>Agent permissions consent</em>; without it only consented scopes count. */
public final class PermissionConsentFactory implements RequiredActionFactory {

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return new PermissionConsent();
  }

  @Override
  public String getId() {
    return PermissionConsent.ID;
  }

  @Override
  public String getDisplayText() {
    return "Agent permissions consent";
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    return List.of();
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
