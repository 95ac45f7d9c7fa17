package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.permission.Parsed;
import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.permission.PermissionReader;
import java.io.IOException;
import java.util.List;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.rar.AuthorizationDetailsProcessor;
import org.keycloak.protocol.oidc.rar.InvalidAuthorizationDetailsException;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * Tells Keycloak that {@code resource_permission} exists and what it looks like. What is granted is
 * decided later, for all grants alike, by {@link PermissionPostProcessor}.
 */
final class PermissionTypeProcessor
    implements AuthorizationDetailsProcessor<AuthorizationDetailsJSONRepresentation> {

  @Override
  public boolean isSupported() {
    return true;
  }

  @Override
  public String getSupportedType() {
    return Permission.TYPE;
  }

  @Override
  public Class<AuthorizationDetailsJSONRepresentation> getSupportedResponseJavaType() {
    return AuthorizationDetailsJSONRepresentation.class;
  }

  @Override
  public AuthorizationDetailsJSONRepresentation validateAuthorizationDetail(
      AuthorizationDetailsJSONRepresentation entry) {
    try {
      Parsed parsed =
          new PermissionReader().read(JsonSerialization.writeValueAsString(List.of(entry)));
      if (parsed instanceof Parsed.Malformed malformed) {
        throw new InvalidAuthorizationDetailsException(malformed.reason());
      }
      return entry;
    } catch (IOException e) {
      throw new InvalidAuthorizationDetailsException("not JSON");
    }
  }

  @Override
  public AuthorizationDetailsJSONRepresentation process(
      UserSessionModel userSession,
      ClientSessionContext context,
      AuthorizationDetailsJSONRepresentation entry) {
    return validateAuthorizationDetail(entry);
  }

  @Override
  public List<AuthorizationDetailsJSONRepresentation> handleMissingAuthorizationDetails(
      UserSessionModel userSession, ClientSessionContext context) {
    return List.of();
  }

  @Override
  public AuthorizationDetailsJSONRepresentation processStoredAuthorizationDetails(
      UserSessionModel userSession,
      ClientSessionContext context,
      AuthorizationDetailsJSONRepresentation entry) {
    return validateAuthorizationDetail(entry);
  }

  @Override
  public void afterAuthorizationDetailsProcessed(
      UserSessionModel userSession,
      ClientSessionContext context,
      AuthorizationDetailsJSONRepresentation response) {}

  @Override
  public void close() {}
}
