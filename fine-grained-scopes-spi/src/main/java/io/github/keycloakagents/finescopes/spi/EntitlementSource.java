package io.github.keycloakagents.finescopes.spi;

import java.util.List;
import org.keycloak.provider.Provider;

/**
 * Decides what a user may do at a resource server through an agent. The answer is an upper bound:
 * it is still cut down to what was asked, to the agent's own scopes and to the previous token.
 */
public interface EntitlementSource extends Provider {

  /**
   * Answers a query.
   *
   * @param query who wants what
   * @return every wanted resource of which at least one wanted action is allowed
   * @throws TooManyResources when the query reaches more resources than a token can name
   * @throws RuntimeException when no decision could be reached: nothing is granted then
   */
  List<Entitlement> entitlements(EntitlementQuery query);

  @Override
  default void close() {}

  /** The query reaches more resources than can be decided for one token. */
  final class TooManyResources extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says how many are too many. */
    public TooManyResources(int limit) {
      super("more than " + limit + " resources");
    }
  }
}
