package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.permission.Permission;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.rar.AuthorizationDetailsProcessor;
import org.keycloak.protocol.oidc.rar.AuthorizationDetailsProcessorFactory;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.util.AuthorizationDetailsParser;

/** Registers the type {@code resource_permission}; discovery lists it. */
public final class PermissionTypeProcessorFactory implements AuthorizationDetailsProcessorFactory {

  @Override
  public AuthorizationDetailsProcessor<?> create(KeycloakSession session) {
    return new PermissionTypeProcessor(session);
  }

  @Override
  public void init(Config.Scope config) {
    AuthorizationDetailsParser.registerParser(Permission.TYPE, new AsItIs());
  }

  @Override
  public String getId() {
    return Permission.TYPE;
  }

  private static final class AsItIs implements AuthorizationDetailsParser {
    @Override
    public <T extends AuthorizationDetailsJSONRepresentation> T asSubtype(
        AuthorizationDetailsJSONRepresentation entry, Class<T> type) {
      return type.cast(entry);
    }
  }
}
