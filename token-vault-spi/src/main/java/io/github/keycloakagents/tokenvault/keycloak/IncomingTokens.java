package io.github.keycloakagents.tokenvault.keycloak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.keycloakagents.tokenvault.capture.Arrival;
import io.github.keycloakagents.tokenvault.upstream.AnswerReader;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.oidc.OIDCIdentityProviderConfig;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.UserAuthenticationIdentityProvider;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.util.JsonSerialization;

/** The tokens in a sign-in's context: read once, and gone from it after that. */
final class IncomingTokens {

  private static final String RESPONSE = OIDCIdentityProvider.FEDERATED_ACCESS_TOKEN_RESPONSE;
  private static final String ACCESS = UserAuthenticationIdentityProvider.FEDERATED_ACCESS_TOKEN;

  private final BrokeredIdentityContext context;

  IncomingTokens(BrokeredIdentityContext context) {
    this.context = context;
  }

  Optional<Arrival> take(Set<String> askedScopes, long now) {
    String body = body();
    strip();
    return new AnswerReader().read(body).map(answer -> new Arrival(answer, askedScopes, now, null));
  }

  private @Nullable String body() {
    Map<String, Object> data = context.getContextData();
    if (data.get(RESPONSE) instanceof AccessTokenResponse response) {
      try {
        return JsonSerialization.writeValueAsString(response);
      } catch (IOException e) {
        return null;
      }
    }
    if (context.getToken() != null) {
      return context.getToken();
    }
    return data.get(ACCESS) instanceof String access
        ? JsonNodeFactory.instance.objectNode().put("access_token", access).toString()
        : null;
  }

  private void strip() {
    Map<String, Object> data = context.getContextData();
    context.setToken(null);
    data.remove(ACCESS);
    if (data.get(RESPONSE) instanceof AccessTokenResponse response) {
      var stripped = new AccessTokenResponse();
      stripped.setExpiresIn(response.getExpiresIn());
      if (context.getIdpConfig() instanceof OIDCIdentityProviderConfig config
          && config.isSendIdTokenOnLogout()) {
        stripped.setIdToken(response.getIdToken());
      }
      data.put(RESPONSE, stripped);
    }
  }
}
