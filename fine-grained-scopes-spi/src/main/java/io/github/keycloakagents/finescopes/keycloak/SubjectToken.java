package io.github.keycloakagents.finescopes.keycloak;

import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/** The subject token of the exchange under way, as Keycloak verified it. */
final class SubjectToken {

  private static final String VERIFIED = SubjectToken.class.getName();

  private final KeycloakSession session;

  SubjectToken(KeycloakSession session) {
    this.session = session;
  }

  void remember(AccessToken verified) {
    session.setAttribute(VERIFIED, verified);
  }

  /** Null outside an exchange; an empty token, which bounds to nothing, when it is unreadable. */
  @Nullable AccessToken get() {
    AccessToken verified = session.getAttribute(VERIFIED, AccessToken.class);
    if (verified != null || !isExchange()) {
      return verified;
    }
    String sent = parameter(OAuth2Constants.SUBJECT_TOKEN);
    AccessToken decoded = sent == null ? null : session.tokens().decode(sent, AccessToken.class);
    if (decoded == null) {
      return new AccessToken();
    }
    new StoredPermissions(session).restore(decoded);
    return decoded;
  }

  private boolean isExchange() {
    return OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE.equals(parameter(OAuth2Constants.GRANT_TYPE));
  }

  private @Nullable String parameter(String name) {
    return session.getContext().getHttpRequest().getDecodedFormParameters().getFirst(name);
  }
}
