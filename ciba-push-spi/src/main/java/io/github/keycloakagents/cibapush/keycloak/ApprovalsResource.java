package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Decision;
import io.github.keycloakagents.cibapush.approval.Status;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A signed-in user's approvals, and the decision on one. */
public final class ApprovalsResource {

  private static final int MAX_REASON = 200;

  private final PushRealm realm;

  ApprovalsResource(PushRealm realm) {
    this.realm = realm;
  }

  /** The caller's open approvals; with the rights that the account REST asks for. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public List<Map<String, Object>> open() {
    Bearer caller = Bearer.of(realm, Bearer.VIEW);
    Instant now = Instant.now();
    return realm.log().openOf(caller.user().getId(), now).stream()
        .map(approval -> ApprovalJson.of(approval, now))
        .toList();
  }

  /** One of the caller's approvals. */
  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> one(@PathParam("id") String id) {
    Bearer caller = Bearer.of(realm, Bearer.VIEW);
    return ApprovalJson.of(caller.own(id), Instant.now());
  }

  /** The approval page's form. */
  @POST
  @Path("{id}/decision")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  public Response decide(@PathParam("id") String id, MultivaluedMap<String, String> form) {
    Door door = new Door(realm);
    Instant now = Instant.now();
    Optional<Visitor> visitor = door.visitor();
    if (visitor.isEmpty() || !visitor.get().isOwn(form.getFirst("csrf"))) {
      return result(visitor, "forbidden", 403);
    }
    Optional<Approval> approval =
        realm.approvals().byId(id).filter(own -> own.userId().equals(visitor.get().user().getId()));
    @Nullable Status status = status(form.getFirst("decision"));
    if (approval.isEmpty() || status == null) {
      return result(visitor, "unknown", approval.isEmpty() ? 404 : 400);
    }
    if (!door.lets(visitor.get(), now)) {
      return result(visitor, "weak", 403);
    }
    Decision decision =
        new Decision(
            status,
            reason(form.getFirst("reason")),
            form.getFirst("number"),
            evidence(approval.get(), "session " + visitor.get().authenticatedAt()));
    Decider.Outcome outcome =
        new Decider(realm, visitor.get().user()).decide(approval.get(), decision, now);
    return switch (outcome) {
      case TAKEN -> result(visitor, status.name().toLowerCase(Locale.ROOT), 200);
      case WRONG_NUMBER -> result(visitor, "number", 200);
      case ALREADY_DECIDED -> result(visitor, "already", 409);
      case EXPIRED -> result(visitor, "expired", 410);
      case NOT_ALLOWED -> result(visitor, "forbidden", 403);
    };
  }

  /** Lifts the user's own report of an agent; from the history page. */
  @POST
  @Path("{id}/lift")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  public Response lift(@PathParam("id") String id, MultivaluedMap<String, String> form) {
    Optional<Visitor> visitor = new Door(realm).visitor();
    if (visitor.isEmpty() || !visitor.get().isOwn(form.getFirst("csrf"))) {
      return result(visitor, "forbidden", 403);
    }
    boolean lifted =
        realm
            .approvals()
            .byId(id)
            .filter(own -> own.userId().equals(visitor.get().user().getId()))
            .map(realm.approvals()::lift)
            .orElse(false);
    return result(visitor, lifted ? "lifted" : "unknown", lifted ? 200 : 404);
  }

  /** The same for the pages' own client, with a token as fresh and strong as the policy asks. */
  @POST
  @Path("{id}/decision")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response decide(@PathParam("id") String id, Map<String, String> body) {
    Instant now = Instant.now();
    Bearer caller = Bearer.of(realm, Bearer.MANAGE);
    caller.mustBeThePage(now);
    @Nullable Status status = status(body.get("decision"));
    if (status == null) {
      return Response.status(400).entity(Map.of("error", "invalid_request")).build();
    }
    Approval approval = caller.own(id);
    Decider.Outcome outcome =
        new Decider(realm, caller.user())
            .decide(
                approval,
                new Decision(
                    status,
                    reason(body.get("reason")),
                    body.get("number"),
                    evidence(approval, caller.evidence())),
                now);
    int code =
        switch (outcome) {
          case TAKEN, WRONG_NUMBER -> 200;
          case ALREADY_DECIDED -> 409;
          case EXPIRED -> 410;
          case NOT_ALLOWED -> 403;
        };
    return Response.status(code)
        .entity(Map.of("result", outcome.name().toLowerCase(Locale.ROOT)))
        .build();
  }

  private Response result(Optional<Visitor> visitor, String result, int status) {
    Page page = new Page(realm).with("result", result);
    visitor.ifPresent(reader -> page.user(reader.user()));
    return page.render("ciba-push-result.ftl", status);
  }

  /** What exactly was decided on, and how the user was authenticated. */
  private static String evidence(Approval approval, String authenticated) {
    return approval
        .detailsHash()
        .map(hash -> "sha256 " + hash + ", " + authenticated)
        .orElse(authenticated);
  }

  private static @Nullable Status status(@Nullable String decision) {
    return switch (decision == null ? "" : decision) {
      case "approve" -> Status.APPROVED;
      case "deny" -> Status.DENIED;
      case "report" -> Status.REPORTED;
      default -> null;
    };
  }

  private static @Nullable String reason(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String clean = text.replaceAll("\\p{C}", " ").trim();
    return clean.substring(0, Math.min(MAX_REASON, clean.length()));
  }
}
