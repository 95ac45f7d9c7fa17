package io.github.keycloakagents.finescopes.keycloak;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakagents.finescopes.decision.Allowance;
import io.github.keycloakagents.finescopes.decision.Decision;
import io.github.keycloakagents.finescopes.decision.Explaining;
import io.github.keycloakagents.finescopes.decision.Granting;
import io.github.keycloakagents.finescopes.decision.Wish;
import io.github.keycloakagents.finescopes.permission.Parsed;
import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.permission.PermissionReader;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * {@code GET /admin/realms/{realm}/agent-permissions/evaluate}: what an agent would get for a user,
 * and why. Needs the right to view that user and that client.
 */
public final class PermissionEvaluation {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminPermissionEvaluator rights;

  PermissionEvaluation(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator rights) {
    this.session = session;
    this.realm = realm;
    this.rights = rights;
  }

  /** The answer: what a token would carry, its audience, an error if any, and the reasons. */
  public record Answer(
      @JsonProperty("authorization_details") List<AuthorizationDetailsJSONRepresentation> details,
      @JsonProperty("aud") Set<String> audience,
      @JsonProperty("error") @Nullable String error,
      @JsonProperty("reasons") List<Explaining.Line> reasons) {}

  /**
   * Evaluates a request without issuing anything.
   *
   * @param userId id of the user
   * @param clientId client id of the agent
   * @param scope {@code scope} of the request
   * @param details {@code authorization_details} of the request
   * @param resources target services (RFC 8707) of the request
   */
  @GET
  @Path("evaluate")
  @Produces(MediaType.APPLICATION_JSON)
  public Answer evaluate(
      @QueryParam("user") String userId,
      @QueryParam("client") String clientId,
      @QueryParam("scope") @Nullable String scope,
      @QueryParam("authorization_details") @Nullable String details,
      @QueryParam("resource") List<String> resources) {
    rights.users().requireQuery();
    rights.clients().requireList();
    UserModel user = userId == null ? null : session.users().getUserById(realm, userId);
    ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
    if (user == null || client == null) {
      throw new NotFoundException();
    }
    rights.users().requireView(user);
    rights.clients().requireView(client);
    SessionEntitlements entitlements =
        new SessionEntitlements(session, user, client, scope == null ? "" : scope);
    Wish wish = wish(user, client, scope, details, resources);
    return answer(
        new Granting(entitlements).decide(wish), new Explaining(entitlements).explain(wish));
  }

  private Wish wish(
      UserModel user,
      ClientModel client,
      @Nullable String scope,
      @Nullable String details,
      List<String> resources) {
    ClientAllowances allowances = new ClientAllowances(realm);
    List<Permission> asked = details == null ? List.of() : parse(details);
    List<ProtocolMapperModel> mappers = new ArrayList<>();
    TokenManager.getRequestedClientScopes(session, scope, client, user)
        .forEach(s -> s.getProtocolMappersStream().forEach(mappers::add));
    List<Allowance> scopes = asked.isEmpty() ? allowances.allowances(mappers.stream()) : List.of();
    return new Wish(asked, scopes, allowances.ceiling(client), resources, List.of(), null, true);
  }

  private static List<Permission> parse(String details) {
    Parsed parsed = new PermissionReader().read(details);
    if (parsed instanceof Parsed.Entries entries) {
      return entries.permissions();
    }
    throw new BadRequestException(((Parsed.Malformed) parsed).reason());
  }

  private static Answer answer(Decision decision, List<Explaining.Line> reasons) {
    if (decision instanceof Decision.Granted granted) {
      return new Answer(
          granted.permissions().stream().map(Permission::toRepresentation).toList(),
          granted.audiences(),
          null,
          reasons);
    }
    String error = decision instanceof Decision.Refused refused ? refused.error() : null;
    return new Answer(List.of(), Set.of(), error, reasons);
  }
}
