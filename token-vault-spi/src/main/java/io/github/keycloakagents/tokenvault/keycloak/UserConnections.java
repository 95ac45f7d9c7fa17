package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.Credentials;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.managers.Auth;

/** The signed-in user's connections, with the rights that Keycloak's account REST asks for. */
public final class UserConnections {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Auth auth;

  UserConnections(KeycloakSession session, Auth auth) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.auth = auth;
  }

  /** Lists them. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public List<ConnectionView> list() {
    auth.requireOneOf(AccountRoles.MANAGE_ACCOUNT, AccountRoles.VIEW_PROFILE);
    Credentials store = Vault.of(session).store(session);
    return ConnectionView.forUser(store.of(realm.getId(), auth.getUser().getId()), store);
  }

  /** Shows one. */
  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public ConnectionView one(@PathParam("id") String id) {
    return list().stream()
        .filter(view -> view.id().equals(id))
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  /** Disconnects all. */
  @DELETE
  public Response disconnectAll() {
    auth.requireOneOf(AccountRoles.MANAGE_ACCOUNT, AccountRoles.MANAGE_ACCOUNT_LINKS);
    disconnect("");
    return Response.noContent().build();
  }

  /** Disconnects one: revoked at the provider and erased. */
  @DELETE
  @Path("{id}")
  public Response disconnectOne(@PathParam("id") String id) {
    auth.requireOneOf(AccountRoles.MANAGE_ACCOUNT, AccountRoles.MANAGE_ACCOUNT_LINKS);
    if (disconnect(id).isEmpty()) {
      throw new NotFoundException();
    }
    return Response.noContent().build();
  }

  private List<Credential> disconnect(String id) {
    var disconnect = new Disconnect(session, realm, Vault.of(session));
    List<Credential> ended =
        disconnect.ofUser(auth.getUser().getId(), c -> id.isEmpty() || c.key().id().equals(id));
    ended.forEach(
        c ->
            disconnect.audit(
                new EventBuilder(realm, session, session.getContext().getConnection())
                    .client(auth.getToken().getIssuedFor())
                    .user(auth.getUser()),
                c));
    return ended;
  }
}
