package io.github.keycloakagents.tokenvault.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/** An answer of the exchange in the words that Auth0's SDKs look for. */
record Auth0Answer(Response standard) {

  private static final String NOT_FOUND = "federated_connection_refresh_token_not_found";
  private static final long UNSAID_SECONDS = 3600;

  Response translated() {
    if (standard.getEntity() instanceof OAuth2ErrorRepresentation error) {
      boolean subject =
          standard.getStatus() == 403 || "Invalid token".equals(error.getErrorDescription());
      return subject
          ? error(400, OAuthErrorException.INVALID_GRANT, error.getErrorDescription())
          : standard;
    }
    if (!(standard.getEntity() instanceof Map<?, ?> body)) {
      return standard;
    }
    if (standard.getStatus() == 200) {
      return released(body);
    }
    String description = String.valueOf(body.get("error_description"));
    return switch (String.valueOf(body.get("error"))) {
      case "interaction_required" -> error(401, NOT_FOUND, description);
      case "invalid_target" -> error(400, OAuthErrorException.INVALID_REQUEST, description);
      case "invalid_client" -> error(401, OAuthErrorException.INVALID_CLIENT, description);
      default -> standard;
    };
  }

  private Response released(Map<?, ?> body) {
    Map<String, Object> words = new LinkedHashMap<>();
    body.forEach((name, value) -> words.put(String.valueOf(name), value));
    words.put(OAuth2Constants.ISSUED_TOKEN_TYPE, Auth0Grant.TOKEN_TYPE);
    words.computeIfPresent(
        OAuth2Constants.TOKEN_TYPE,
        (name, type) -> "bearer".equalsIgnoreCase(String.valueOf(type)) ? "Bearer" : type);
    words.putIfAbsent(OAuth2Constants.EXPIRES_IN, UNSAID_SECONDS);
    return Response.fromResponse(standard).entity(words).build();
  }

  private Response error(int status, String error, String description) {
    return Response.fromResponse(standard)
        .status(status)
        .entity(Map.of("error", error, "error_description", description))
        .build();
  }
}
