package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.consent.ConsentForm;
import io.github.keycloakagents.finescopes.decision.Allowance;
import io.github.keycloakagents.finescopes.decision.ResourceServer;
import java.util.List;
import java.util.Optional;
import org.keycloak.authorization.AuthorizationProvider;
import org.keycloak.authorization.store.StoreFactory;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** Display names from the resource server's <em>Authorization</em> tab; else the plain names. */
final class AuthorizationLabels implements ConsentForm.Labels {

  private final KeycloakSession session;
  private final List<Allowance> ceiling;
  private final String userId;

  AuthorizationLabels(KeycloakSession session, List<Allowance> ceiling, String userId) {
    this.session = session;
    this.ceiling = ceiling;
    this.userId = userId;
  }

  @Override
  public String server(String location) {
    return ceiling.stream()
        .map(Allowance::server)
        .filter(server -> server.isNamed(location))
        .map(ResourceServer::clientId)
        .findFirst()
        .orElse(location);
  }

  @Override
  public String resource(String location, String resource) {
    return store(location)
        .flatMap(
            server ->
                new ResourceLookup(factory().getResourceStore(), server)
                    .byName(resource, userId).stream()
                        .map(found -> found.getDisplayName())
                        .filter(name -> name != null && !name.isBlank())
                        .findFirst())
        .orElse(resource);
  }

  @Override
  public String action(String location, String action) {
    return store(location)
        .map(server -> factory().getScopeStore().findByName(server, action))
        .map(scope -> scope.getDisplayName())
        .filter(name -> !name.isBlank())
        .orElse(action);
  }

  private Optional<org.keycloak.authorization.model.ResourceServer> store(String location) {
    ClientModel client = session.getContext().getRealm().getClientByClientId(server(location));
    return Optional.ofNullable(client).map(c -> factory().getResourceServerStore().findByClient(c));
  }

  private StoreFactory factory() {
    return session.getProvider(AuthorizationProvider.class).getStoreFactory();
  }
}
