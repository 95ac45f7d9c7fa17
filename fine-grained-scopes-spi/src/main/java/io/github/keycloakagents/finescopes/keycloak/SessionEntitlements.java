package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.decision.Entitlements;
import io.github.keycloakagents.finescopes.decision.ResourceServer;
import io.github.keycloakagents.finescopes.spi.Entitlement;
import io.github.keycloakagents.finescopes.spi.EntitlementQuery;
import io.github.keycloakagents.finescopes.spi.EntitlementQuery.Wanted;
import io.github.keycloakagents.finescopes.spi.EntitlementSource;
import io.github.keycloakagents.finescopes.spi.EntitlementSource.TooManyResources;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Asks the realm's {@link EntitlementSource}; whatever fails there grants nothing. */
record SessionEntitlements(KeycloakSession session, UserModel user, ClientModel agent, String scope)
    implements Entitlements {

  private static final Logger LOG = Logger.getLogger(SessionEntitlements.class);

  @Override
  public List<Entitlement> at(ResourceServer server, List<Wanted> wanted) {
    ClientModel client =
        session.clients().getClientByClientId(session.getContext().getRealm(), server.clientId());
    if (client == null) {
      return List.of();
    }
    try {
      return session
          .getProvider(EntitlementSource.class)
          .entitlements(new EntitlementQuery(client, user, agent, scope, wanted));
    } catch (TooManyResources e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.errorf(
          "No decision for resource server '%s': nothing is granted: %s",
          server.clientId(), RootCause.of(e));
      LOG.debug("No decision", e);
      return List.of();
    }
  }
}
