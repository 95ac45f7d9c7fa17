package io.github.keycloakagents.cibapush.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import io.github.keycloakagents.cibapush.request.RequestRefused;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequestParser;

/** The request as it came: the form, and the signed request object where there is one. */
record RawRequest(KeycloakSession session, MultivaluedMap<String, String> form) {

  private static final String DETAILS = "authorization_details";
  private static final Set<String> OURS =
      Set.of(DETAILS, "client_assertion", "client_assertion_type", "resource", "acr_values");

  /** Refuses what stock would silently drop or shorten. */
  void checkForm() {
    int unknown = 0;
    for (var parameter : form.entrySet()) {
      String name = parameter.getKey();
      List<String> values = parameter.getValue();
      if (values.size() != 1) {
        throw RequestRefused.invalidRequest("duplicated parameter : " + name);
      }
      if (BackchannelAuthenticationEndpointRequestParser.KNOWN_REQ_PARAMS.contains(name)
          || OURS.contains(name)) {
        continue;
      }
      unknown++;
      if (values.get(0).length()
          > BackchannelAuthenticationEndpointRequestParser.ADDITIONAL_REQ_PARAMS_MAX_SIZE) {
        throw RequestRefused.invalidRequest("parameter too long : " + name);
      }
    }
    if (unknown > BackchannelAuthenticationEndpointRequestParser.ADDITIONAL_REQ_PARAMS_MAX_MUMBER) {
      throw RequestRefused.invalidRequest("too many additional parameters");
    }
  }

  /** {@code authorization_details} of the signed request, else of the form (RFC 9396, 3). */
  Optional<AuthorizationDetails> details() {
    @Nullable String inForm = form.getFirst(DETAILS);
    if (signed() == null) {
      return Optional.ofNullable(inForm).map(AuthorizationDetails::parse);
    }
    if (inForm != null) {
      throw RequestRefused.invalidRequest("authorization_details belongs into the signed request");
    }
    JsonNode value = signed().path(DETAILS);
    return value.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            AuthorizationDetails.parse(value.isTextual() ? value.asText() : value.toString()));
  }

  static boolean isDetails(String name) {
    return DETAILS.equals(name);
  }

  private @Nullable JsonNode signed() {
    return session.getAttribute(
        BackchannelAuthenticationEndpointRequestParser.CIBA_SIGNED_AUTHENTICATION_REQUEST,
        JsonNode.class);
  }
}
