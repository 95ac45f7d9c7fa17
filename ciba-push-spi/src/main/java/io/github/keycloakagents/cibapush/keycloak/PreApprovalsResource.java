package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.preapproval.Amount;
import io.github.keycloakagents.cibapush.preapproval.PreApproval;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signed-in user's pre-approvals: to be seen and ended. */
public final class PreApprovalsResource {

  private final PushRealm realm;

  PreApprovalsResource(PushRealm realm) {
    this.realm = realm;
  }

  /** The caller's; with the rights that the account REST asks for. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public List<Map<String, Object>> list() {
    Bearer caller = Bearer.of(realm, Bearer.VIEW);
    return Relief.all(realm.session(), realm.realm())
        .activeOf(caller.user().getId(), Instant.now())
        .stream()
        .map(PreApprovalsResource::json)
        .toList();
  }

  /** Ends one. */
  @DELETE
  @Path("{id}")
  public Response end(@PathParam("id") String id) {
    Bearer caller = Bearer.of(realm, Bearer.MANAGE);
    boolean ended = Relief.all(realm.session(), realm.realm()).end(id, caller.user().getId());
    return Response.status(ended ? 204 : 404).build();
  }

  /** The same from the inbox page. */
  @POST
  @Path("{id}/end")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  public Response end(@PathParam("id") String id, MultivaluedMap<String, String> form) {
    Optional<Visitor> visitor = new Door(realm).visitor();
    if (visitor.isEmpty() || !visitor.get().isOwn(form.getFirst("csrf"))) {
      return new Page(realm).with("result", "forbidden").render("ciba-push-result.ftl", 403);
    }
    boolean ended =
        Relief.all(realm.session(), realm.realm()).end(id, visitor.get().user().getId());
    return new Page(realm)
        .user(visitor.get().user())
        .with("result", ended ? "ended" : "unknown")
        .render("ciba-push-result.ftl", ended ? 200 : 404);
  }

  /** On the wire, and for the page. */
  static Map<String, Object> json(PreApproval one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", one.id());
    json.put("client_id", one.agent());
    json.put("type", one.kind().type());
    json.put("uses_left", one.usesLeft());
    json.put("expires_at", one.expires().toString());
    Amount limit = one.kind().amount();
    if (limit != null) {
      json.put("limit", limit.value().toPlainString());
      json.put("spent", one.spent().toPlainString());
      json.put("currency", limit.currency());
    }
    return json;
  }
}
