package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.request.Expiry;
import io.github.keycloakagents.cibapush.request.RequestRefused;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.CibaConfig;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequest;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** Turns the parsed parameters into Keycloak's request, as stock's endpoint does. */
record RequestForm(KeycloakSession session, RealmModel realm, ClientModel client) {

  CIBAAuthenticationRequest read(
      BackchannelAuthenticationEndpointRequest parsed,
      UserModel user,
      Expiry expiry,
      MultivaluedMap<String, String> form) {
    CIBAAuthenticationRequest request = new CIBAAuthenticationRequest(session, user, client);
    request.setScope(scope(parsed.getScope(), user));
    request.setBindingMessage(parsed.getBindingMessage());
    request.setAcrValues(parsed.getAcr());
    request.exp(request.getIat() + expiry.seconds());
    request.setClientNotificationToken(notificationToken(parsed.getClientNotificationToken()));
    if (parsed.getUserCode() != null) {
      throw RequestRefused.invalidRequest("User code not supported");
    }
    parsed
        .getAdditionalReqParams()
        .forEach(
            (name, value) -> {
              if (!RawRequest.isDetails(name)) {
                request.setOtherClaims(name, value);
              }
            });
    checkPolicies(parsed, request, form);
    return request;
  }

  /** Adds what is not asked for already. */
  static void addScopes(CIBAAuthenticationRequest request, List<String> scopes) {
    Set<String> all = new LinkedHashSet<>(List.of(request.getScope().trim().split("\\s+")));
    all.addAll(scopes);
    request.setScope(String.join(" ", all));
  }

  private String scope(@Nullable String asked, UserModel user) {
    if (asked == null) {
      throw RequestRefused.invalidRequest("missing parameter : scope");
    }
    if (!TokenManager.isValidScope(session, asked, client, user)) {
      throw new ErrorResponseException(
          OAuthErrorException.INVALID_SCOPE,
          "Invalid scopes: " + asked,
          Response.Status.BAD_REQUEST);
    }
    StringBuilder scope = new StringBuilder(asked);
    client.getClientScopes(true).values().stream()
        .filter(ClientScopeModel::isDisplayOnConsentScreen)
        .forEach(shown -> scope.append(' ').append(shown.getName()));
    return scope.toString();
  }

  private @Nullable String notificationToken(@Nullable String token) {
    boolean ping =
        CibaConfig.CIBA_PING_MODE.equals(
            realm.getCibaPolicy().getBackchannelTokenDeliveryMode(client));
    if (ping && token == null) {
      throw RequestRefused.invalidRequest(
          "Client Notification token needs to be provided with the ping mode");
    }
    if (!ping && token != null) {
      throw RequestRefused.invalidRequest(
          "Client Notification token supported only for the ping mode");
    }
    if (token != null && token.length() > 1024) {
      throw RequestRefused.invalidRequest(
          "Client Notification token length is limited to 1024 characters");
    }
    return token;
  }

  private void checkPolicies(
      BackchannelAuthenticationEndpointRequest parsed,
      CIBAAuthenticationRequest request,
      MultivaluedMap<String, String> form) {
    try {
      session
          .clientPolicy()
          .triggerOnEvent(new BackchannelAuthenticationRequestContext(parsed, request, form));
    } catch (ClientPolicyException e) {
      throw new ErrorResponseException(
          e.getError(), e.getErrorDetail(), Response.Status.BAD_REQUEST);
    }
  }
}
