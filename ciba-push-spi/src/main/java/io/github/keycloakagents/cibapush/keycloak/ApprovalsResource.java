package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
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

/** A signed-in user's approvals, and the decision on one. */
public final class ApprovalsResource {

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
    DecisionForm sent = new DecisionForm(realm, visitor.get().user(), form::getFirst);
    Optional<Status> status = sent.status();
    if (approval.isEmpty() || status.isEmpty()) {
      return result(visitor, "unknown", approval.isEmpty() ? 404 : 400);
    }
    if (!door.lets(visitor.get(), now)) {
      return result(visitor, "weak", 403);
    }
    Decider.Outcome outcome =
        sent.decide(approval.get(), status.get(), door.evidence(visitor.get()), now);
    String page =
        outcome.page().isEmpty() ? status.get().name().toLowerCase(Locale.ROOT) : outcome.page();
    return result(visitor, page, outcome.status());
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
    DecisionForm sent = new DecisionForm(realm, caller.user(), body::get);
    Optional<Status> status = sent.status();
    if (status.isEmpty()) {
      return Response.status(400).entity(Map.of("error", "invalid_request")).build();
    }
    Decider.Outcome outcome = sent.decide(caller.own(id), status.get(), caller.evidence(), now);
    return Response.status(outcome.status())
        .entity(Map.of("result", outcome.name().toLowerCase(Locale.ROOT)))
        .build();
  }

  private Response result(Optional<Visitor> visitor, String result, int status) {
    Page page = new Page(realm).with("result", result);
    visitor.ifPresent(reader -> page.user(reader.user()));
    return page.render("ciba-push-result.ftl", status);
  }
}
