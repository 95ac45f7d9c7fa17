package io.github.keycloakagents.finescopes.decision;

import io.github.keycloakagents.finescopes.spi.Entitlement;
import io.github.keycloakagents.finescopes.spi.EntitlementQuery.Wanted;
import java.util.List;

/** Port to the decision point, for the user and the agent of the token request. */
@FunctionalInterface
public interface Entitlements {

  /** What of the wanted is allowed at a server; empty when no decision could be reached. */
  List<Entitlement> at(ResourceServer server, List<Wanted> wanted);
}
