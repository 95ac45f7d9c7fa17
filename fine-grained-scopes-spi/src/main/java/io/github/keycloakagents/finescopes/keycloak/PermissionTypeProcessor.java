package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.decision.Allowance;
import io.github.keycloakagents.finescopes.decision.Decision;
import io.github.keycloakagents.finescopes.decision.Granting;
import io.github.keycloakagents.finescopes.decision.Wish;
import io.github.keycloakagents.finescopes.permission.Parsed;
import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.permission.PermissionReader;
import java.io.IOException;
import java.util.List;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.rar.AuthorizationDetailsProcessor;
import org.keycloak.protocol.oidc.rar.InvalidAuthorizationDetailsException;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * Tells Keycloak that {@code resource_permission} exists and what it looks like. What is granted is
 * decided later, for all grants alike, by {@link PermissionPostProcessor}. Only a backchannel
 * request is decided here too: its user is to be asked for nothing that cannot be granted.
 */
final class PermissionTypeProcessor
    implements AuthorizationDetailsProcessor<AuthorizationDetailsJSONRepresentation> {

  private final KeycloakSession session;

  PermissionTypeProcessor(KeycloakSession session) {
    this.session = session;
  }

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
    AuthorizationDetailsJSONRepresentation asked = validateAuthorizationDetail(entry);
    if (OAuth2Constants.CIBA_GRANT_TYPE.equals(
            context.getAttribute(Constants.GRANT_TYPE, String.class))
        && !wouldGrant(userSession.getUser(), context, Permission.of(asked))) {
      throw new InvalidAuthorizationDetailsException("a permission cannot be granted");
    }
    return asked;
  }

  private boolean wouldGrant(UserModel user, ClientSessionContext context, Permission asked) {
    ClientModel client = context.getClientSession().getClient();
    List<Allowance> ceiling = new ClientAllowances(session.getContext().getRealm()).ceiling(client);
    SessionEntitlements entitlements =
        new SessionEntitlements(session, user, client, context.getScopeString(true));
    return new Granting(entitlements)
                .decide(
                    new Wish(List.of(asked), List.of(), ceiling, List.of(), List.of(), null, true))
            instanceof Decision.Granted granted
        && granted.covers(asked);
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
