package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.connect.Ticket;
import io.github.keycloakagents.tokenvault.connect.Tickets;
import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import io.github.keycloakagents.tokenvault.exchange.Outcome;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/** Turns outcomes into HTTP answers (RFC 8693 section 2.2) and events. */
final class ExchangeAnswer {

  private static final Logger LOG = Logger.getLogger(ExchangeAnswer.class);

  private final TokenExchangeContext context;
  private final EventBuilder event;
  private final VaultMetrics metrics;
  private String connection = "";

  ExchangeAnswer(TokenExchangeContext context, VaultMetrics metrics) {
    this.context = context;
    this.metrics = metrics;
    this.event = context.getEvent();
  }

  void concerns(String alias) {
    connection = alias;
    event.detail("connection", alias);
  }

  Response of(Outcome outcome, UserModel user) {
    if (outcome instanceof Outcome.Released released) {
      return released(released);
    }
    if (outcome instanceof Outcome.ConnectionNeeded needed) {
      return connectionNeeded(needed, user);
    }
    if (outcome instanceof Outcome.Unavailable unavailable) {
      return unavailable(unavailable);
    }
    var refused = (Outcome.Refused) outcome;
    return refused(refused.error(), refused.description());
  }

  Response refused(String error, String description) {
    result(error).detail(Details.REASON, description).error(error);
    return error(400, body(error, description), 0);
  }

  Response broken(UnsealableException cause) {
    LOG.errorf("Connection '%s': %s", connection, cause.getMessage());
    result("unsealable").error("server_error");
    return error(500, body("server_error", "The vaulted token cannot be opened"), 0);
  }

  private Response released(Outcome.Released released) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_token", released.accessToken());
    body.put("issued_token_type", OAuth2Constants.ACCESS_TOKEN_TYPE);
    body.put("token_type", released.tokenType());
    Long expiresIn = released.expiresIn();
    if (expiresIn != null) {
      body.put("expires_in", expiresIn);
    }
    if (!released.scopes().isEmpty()) {
      body.put("scope", String.join(" ", released.scopes()));
    }
    result("released").success();
    return context.getCors().add(Response.ok(body, MediaType.APPLICATION_JSON_TYPE));
  }

  private Response connectionNeeded(Outcome.ConnectionNeeded needed, UserModel user) {
    var ticket =
        new Ticket(
            context.getRealm().getId(),
            user.getId(),
            context.getClient().getClientId(),
            connection,
            needed.missingScopes());
    String secret = new Tickets(context.getSession().singleUseObjects()).issue(ticket);
    Map<String, Object> body = body("interaction_required", "The user has to act at " + connection);
    body.put("reason", needed.reason().wire());
    if (!needed.missingScopes().isEmpty()) {
      body.put("missing_scopes", String.join(" ", needed.missingScopes()));
    }
    body.put(
        "interaction_uri",
        context
            .getSession()
            .getContext()
            .getUri()
            .getBaseUriBuilder()
            .path("realms/{realm}/token-vault/connect")
            .queryParam("ticket", secret)
            .build(context.getRealm().getName())
            .toString());
    result(needed.reason().wire()).error("interaction_required");
    return error(400, body, 0);
  }

  private Response unavailable(Outcome.Unavailable unavailable) {
    result(unavailable.cause()).error("temporarily_unavailable");
    return error(
        503,
        body("temporarily_unavailable", "The provider cannot be asked now"),
        unavailable.retryAfter());
  }

  private EventBuilder result(String result) {
    metrics.exchanged(context.getRealm().getName(), result);
    return event.detail("vault_result", result);
  }

  private Response error(int status, Map<String, Object> body, long retryAfter) {
    Response.ResponseBuilder response =
        Response.status(status).entity(body).type(MediaType.APPLICATION_JSON_TYPE);
    if (retryAfter > 0) {
      response.header("Retry-After", retryAfter);
    }
    return context.getCors().add(response);
  }

  private static Map<String, Object> body(String error, String description) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("error_description", description);
    return body;
  }
}
