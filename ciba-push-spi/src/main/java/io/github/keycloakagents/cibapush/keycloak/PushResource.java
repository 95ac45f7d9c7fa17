package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** What is under {@code /realms/{realm}/ciba-push/}. */
public final class PushResource {

  private static final int PER_PAGE = 20;

  private final PushRealm realm;
  private final Door door;

  PushResource(KeycloakSession session) {
    this.realm = PushRealm.of(session);
    this.door = new Door(realm);
  }

  /** The inbox of open requests. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public Response inbox() {
    Optional<Visitor> visitor = door.visitor();
    if (visitor.isEmpty()) {
      return signIn("");
    }
    Instant now = Instant.now();
    ApprovalModel model = new ApprovalModel(realm, visitor.get().user());
    return page(visitor.get())
        .with("csrf", visitor.get().csrf())
        .with("preApprovals", model.preApprovals(now))
        .with(
            "approvals",
            realm.log().openOf(visitor.get().user().getId(), now).stream()
                .map(approval -> model.of(approval, now))
                .toList())
        .render("ciba-push-inbox.ftl", 200);
  }

  /** What was decided or has lapsed, the newest first. */
  @GET
  @Path("history")
  @Produces(MediaType.TEXT_HTML)
  public Response history(
      @QueryParam("page") @DefaultValue("0") int number,
      @QueryParam("q") @DefaultValue("") String text) {
    Optional<Visitor> visitor = door.visitor();
    if (visitor.isEmpty()) {
      return signIn("history");
    }
    Instant now = Instant.now();
    int from = PER_PAGE * Math.min(Math.max(0, number), 10_000);
    ApprovalModel model = new ApprovalModel(realm, visitor.get().user());
    return page(visitor.get())
        .with("csrf", visitor.get().csrf())
        .with("text", text)
        .with("number", Math.max(0, number))
        .with("perPage", PER_PAGE)
        .with(
            "approvals",
            realm.log().pastOf(visitor.get().user().getId(), now, text, from, PER_PAGE).stream()
                .map(approval -> model.of(approval, now))
                .toList())
        .render("ciba-push-history.ftl", 200);
  }

  /** One request, to be decided. */
  @GET
  @Path("approve/{id}")
  @Produces(MediaType.TEXT_HTML)
  public Response approve(@PathParam("id") String id) {
    Optional<Visitor> visitor = door.visitor();
    Instant now = Instant.now();
    boolean let = visitor.isPresent() && door.lets(visitor.get(), now);
    if (visitor.isEmpty() && door.hasReturned()) {
      return new Page(realm).with("result", "weak").render("ciba-push-result.ftl", 403);
    }
    if (visitor.isEmpty() || (!let && !door.hasReturned())) {
      return door.toLogin("approve/" + clean(id), true);
    }
    Visitor reader = visitor.get();
    Optional<Approval> approval =
        realm.approvals().byId(id).filter(a -> a.userId().equals(reader.user().getId()));
    if (approval.isEmpty()) {
      return page(reader).with("result", "unknown").render("ciba-push-result.ftl", 404);
    }
    if (!let) {
      return page(reader).with("result", "weak").render("ciba-push-result.ftl", 403);
    }
    if (!approval.get().isOpen(now)) {
      return page(reader)
          .with("result", ApprovalModel.status(approval.get(), now))
          .render("ciba-push-result.ftl", 200);
    }
    return page(reader)
        .with("csrf", reader.csrf())
        .with("approval", new ApprovalModel(realm, reader.user()).toDecide(approval.get(), now))
        .render("ciba-push-approve.ftl", 200);
  }

  /** The service worker that shows the notifications; its scope is this folder. */
  @GET
  @Path("sw.js")
  public Response serviceWorker() throws IOException {
    try (InputStream script = PushResource.class.getResourceAsStream("/META-INF/ciba-push/sw.js")) {
      if (script == null) {
        return Response.status(404).type(MediaType.TEXT_PLAIN_TYPE).build();
      }
      return Response.ok(
              new String(script.readAllBytes(), StandardCharsets.UTF_8),
              "text/javascript;charset=UTF-8")
          .header("Cache-Control", "no-cache")
          .build();
    }
  }

  /** For scripts and apps, and where the page's form goes. */
  @Path("approvals")
  public ApprovalsResource approvals() {
    return new ApprovalsResource(realm);
  }

  /** What the user has approved beforehand. */
  @Path("pre-approvals")
  public PreApprovalsResource preApprovals() {
    return new PreApprovalsResource(realm);
  }

  private Response signIn(String path) {
    return door.hasReturned()
        ? new Page(realm).with("result", "weak").render("ciba-push-result.ftl", 403)
        : door.toLogin(path, false);
  }

  private Page page(Visitor visitor) {
    return new Page(realm).user(visitor.user());
  }

  private static String clean(String id) {
    return id.replaceAll("[^0-9A-Za-z-]", "");
  }
}
