package io.github.keycloakagents.cibapush.keycloak;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;

/** What a token really carries, so that the response says just that. */
final class IssuedDetails {

  private IssuedDetails() {}

  /** The claim of a signed token, its numbers with all their digits. */
  static Optional<Object> of(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonNode details =
          JsonMapper.builder()
              .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
              .build()
              .readTree(Base64.getUrlDecoder().decode(parts[1]))
              .path(OAuth2Constants.AUTHORIZATION_DETAILS);
      return details.isArray() ? Optional.of(details) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What another extension left for introspection, where the token is too small for it. */
  static Optional<Object> of(ClientSessionContext context) {
    return Optional.ofNullable(
        context.getAttribute(OAuth2Constants.AUTHORIZATION_DETAILS, List.class));
  }
}
