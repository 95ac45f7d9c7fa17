package io.github.keycloakagents.tokenvault.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;
import org.keycloak.util.JsonSerialization;

/**
 * {@code /realms/{realm}/oauth/token}, where Auth0's SDKs look for the token endpoint: it leads to
 * Keycloak's own. It takes JSON, too.
 */
public final class Auth0Resource {

  private static final int LONGEST = 64 * 1024;

  private final KeycloakSession session;

  Auth0Resource(KeycloakSession session) {
    this.session = session;
  }

  /** Takes a form, as Keycloak's token endpoint does. */
  @POST
  @Path("token")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response form() {
    return endpoint().processGrantRequest();
  }

  /** Takes a JSON object; members that are null, or no plain values, are left out. */
  @POST
  @Path("token")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response json(String body) {
    MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
    if (body.length() > LONGEST) {
      throw new BadRequestException("Too long");
    }
    try {
      JsonNode node = JsonSerialization.readValue(body, JsonNode.class);
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        if (member.getValue().isValueNode() && !member.getValue().isNull()) {
          form.add(member.getKey(), member.getValue().asText());
        }
      }
    } catch (IOException e) {
      throw new BadRequestException("Not JSON");
    }
    session
        .getContext()
        .setHttpRequest(new FormRequest(session.getContext().getHttpRequest(), form));
    return endpoint().processGrantRequest();
  }

  private TokenEndpoint endpoint() {
    return new TokenEndpoint(
        session,
        new TokenManager(),
        new EventBuilder(
            session.getContext().getRealm(), session, session.getContext().getConnection()));
  }
}
