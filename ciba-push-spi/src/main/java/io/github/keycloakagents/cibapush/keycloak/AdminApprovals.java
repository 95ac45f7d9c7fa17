package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** For admins with {@code view-users} and {@code manage-users}: what was asked and decided. */
public final class AdminApprovals {

  private static final int MAX_COUNT = 100;

  private final PushRealm realm;
  private final AdminPermissionEvaluator auth;
  private final AdminEventBuilder event;

  AdminApprovals(PushRealm realm, AdminPermissionEvaluator auth, AdminEventBuilder event) {
    this.realm = realm;
    this.auth = auth;
    this.event = event;
  }

  /** The realm's or one user's approvals, the newest first, at most 100 at a time. */
  @GET
  @Path("approvals")
  @Produces(MediaType.APPLICATION_JSON)
  public List<Map<String, Object>> list(
      @QueryParam("user") @Nullable String user,
      @QueryParam("first") @DefaultValue("0") int first,
      @QueryParam("max") @DefaultValue("20") int max) {
    auth.users().requireView();
    Instant now = Instant.now();
    return realm.log().all(user, Math.max(0, first), Math.min(MAX_COUNT, Math.max(1, max))).stream()
        .map(approval -> ApprovalJson.forAdmin(approval, now))
        .toList();
  }

  /** One approval. */
  @GET
  @Path("approvals/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> one(@PathParam("id") String id) {
    auth.users().requireView();
    return ApprovalJson.forAdmin(byId(id), Instant.now());
  }

  /** Lifts a report, so that the agent may ask this user again. */
  @POST
  @Path("approvals/{id}/lift")
  public Response lift(@PathParam("id") String id) {
    auth.users().requireManage();
    if (!realm.approvals().lift(byId(id))) {
      return Response.status(Response.Status.CONFLICT).build();
    }
    event
        .operation(OperationType.ACTION)
        .resource("CIBA_PUSH_APPROVAL")
        .resourcePath(realm.session().getContext().getUri())
        .success();
    return Response.noContent().build();
  }

  private Approval byId(String id) {
    return realm.approvals().byId(id).orElseThrow(NotFoundException::new);
  }
}
