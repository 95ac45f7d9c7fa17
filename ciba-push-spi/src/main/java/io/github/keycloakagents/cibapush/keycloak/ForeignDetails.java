package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import io.github.keycloakagents.cibapush.request.RequestRefused;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.rar.AuthorizationDetailsProcessor;
import org.keycloak.protocol.oidc.rar.InvalidAuthorizationDetailsException;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.util.JsonSerialization;

/**
 * Details of types that other extensions answer for: their processor is asked, for a session of the
 * CIBA grant that is kept nowhere, whether the user would get them, before the user is asked.
 */
record ForeignDetails(KeycloakSession session, ClientModel client, Predicate<String> own) {

  void check(AuthorizationDetails details, CIBAAuthenticationRequest request) {
    List<Map<String, Object>> foreign =
        details.entries().stream()
            .filter(entry -> !own.test(AuthorizationDetails.type(entry)))
            .toList();
    if (foreign.isEmpty()) {
      return;
    }
    ClientSessionContext context = context(request.getUser(), request.getScope());
    foreign.forEach(entry -> check(entry, context));
  }

  private void check(Map<String, Object> entry, ClientSessionContext context) {
    AuthorizationDetailsProcessor<?> processor =
        session.getProvider(AuthorizationDetailsProcessor.class, AuthorizationDetails.type(entry));
    try {
      AuthorizationDetailsJSONRepresentation asked =
          JsonSerialization.readValue(
              JsonSerialization.writeValueAsString(entry),
              AuthorizationDetailsJSONRepresentation.class);
      UserSessionModel userSession = context.getClientSession().getUserSession();
      if (processor.process(userSession, context, asked) == null) {
        throw RequestRefused.details("authorization details that cannot be granted");
      }
    } catch (InvalidAuthorizationDetailsException | IOException e) {
      throw RequestRefused.details("authorization details that cannot be granted");
    }
  }

  private ClientSessionContext context(UserModel user, String scope) {
    UserSessionModel userSession =
        new UserSessionManager(session)
            .createUserSession(
                KeycloakModelUtils.generateId(),
                session.getContext().getRealm(),
                user,
                user.getUsername(),
                session.getContext().getConnection().getRemoteAddr(),
                "ciba",
                false,
                null,
                null,
                UserSessionModel.SessionPersistenceState.TRANSIENT);
    AuthenticatedClientSessionModel clientSession =
        session
            .sessions()
            .createClientSession(session.getContext().getRealm(), client, userSession);
    clientSession.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
    ClientSessionContext context =
        DefaultClientSessionContext.fromClientSessionAndScopeParameter(
            clientSession, scope, session);
    context.setAttribute(Constants.GRANT_TYPE, OAuth2Constants.CIBA_GRANT_TYPE);
    return context;
  }
}
