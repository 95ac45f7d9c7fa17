package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.Credentials;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** The connections of a realm, for admins who may view or manage the users they belong to. */
public final class AdminConnections {

  private static final int PAGE = 1_000;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminPermissionEvaluator permissions;
  private final AdminEventBuilder events;

  AdminConnections(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator permissions,
      AdminEventBuilder events) {
    this.session = session;
    this.realm = realm;
    this.permissions = permissions;
    this.events = events;
  }

  /** Lists a user's connections, or those of one identity provider, at most 1,000. */
  @GET
  @Path("connections")
  @Produces(MediaType.APPLICATION_JSON)
  public List<ConnectionView> list(
      @QueryParam("user") @Nullable String user,
      @QueryParam("connection") @Nullable String connection) {
    Credentials store = Vault.of(session).store(session);
    if (user != null) {
      permissions.users().requireView(user(user));
      return ConnectionView.forAdmin(store.of(realm.getId(), user), store);
    }
    permissions.users().requireView();
    if (connection == null) {
      throw new BadRequestException("Say which: user or connection");
    }
    return ConnectionView.forAdmin(store.ofConnection(realm.getId(), connection, PAGE), store);
  }

  /** Shows one. */
  @GET
  @Path("connections/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public ConnectionView one(@PathParam("id") String id) {
    Credential credential = existing(id);
    permissions.users().requireView(user(credential.key().user()));
    return ConnectionView.forAdmin(List.of(credential), Vault.of(session).store(session)).get(0);
  }

  /** Disconnects all of a user, or of one identity provider: revoked there and erased. */
  @DELETE
  @Path("connections")
  public Response disconnectAll(
      @QueryParam("user") @Nullable String user,
      @QueryParam("connection") @Nullable String connection) {
    var disconnect = new Disconnect(session, realm, Vault.of(session));
    if (user != null) {
      permissions.users().requireManage(user(user));
      disconnect.ofUser(user, c -> connection == null || c.key().connection().equals(connection));
      audit("?user=" + user);
      return Response.noContent().build();
    }
    permissions.users().requireManage();
    IdentityProviderModel model =
        connection == null ? null : session.identityProviders().getByAlias(connection);
    if (connection == null || model == null) {
      throw new BadRequestException("Say which: user or connection");
    }
    disconnect.ofConnection(model);
    audit("?connection=" + connection);
    return Response.noContent().build();
  }

  /** Disconnects one: revoked at the provider and erased. */
  @DELETE
  @Path("connections/{id}")
  public Response disconnect(@PathParam("id") String id) {
    Credential credential = existing(id);
    permissions.users().requireManage(user(credential.key().user()));
    new Disconnect(session, realm, Vault.of(session))
        .ofUser(credential.key().user(), c -> c.key().id().equals(id));
    audit("/" + id);
    return Response.noContent().build();
  }

  /** Shows the state of the vault and of its key ring. */
  @GET
  @Path("status")
  @Produces(MediaType.APPLICATION_JSON)
  public Object status() {
    permissions.realm().requireViewRealm();
    return VaultStatus.of(session, realm);
  }

  private void audit(String what) {
    events
        .operation(OperationType.DELETE)
        .resource(ResourceType.USER)
        .resourcePath("token-vault/connections" + what)
        .success();
  }

  private Credential existing(String id) {
    permissions.users().requireQuery();
    return Vault.of(session)
        .store(session)
        .find(id)
        .filter(c -> c.key().realm().equals(realm.getId()))
        .orElseThrow(NotFoundException::new);
  }

  private UserModel user(String id) {
    UserModel user = session.users().getUserById(realm, id);
    if (user == null) {
      permissions.users().requireView();
      throw new NotFoundException();
    }
    return user;
  }
}
