package io.github.keycloakagents.cibapush.keycloak;

import jakarta.ws.rs.NotFoundException;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Serves the pages in realms with push approvals; elsewhere there is nothing. */
public final class PushResourceFactory implements RealmResourceProviderFactory {

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    return new Pages(session);
  }

  @Override
  public String getId() {
    return "ciba-push";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  private record Pages(KeycloakSession session) implements RealmResourceProvider {

    @Override
    public Object getResource() {
      if (!PushRealm.of(session).isEnabled()) {
        throw new NotFoundException();
      }
      return new PushResource(session);
    }

    @Override
    public void close() {}
  }
}
