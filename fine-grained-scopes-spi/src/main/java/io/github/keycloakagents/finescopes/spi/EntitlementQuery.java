package io.github.keycloakagents.finescopes.spi;

import io.github.keycloakagents.finescopes.permission.ResourcePattern;
import java.util.List;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/**
 * Who wants what at one resource server.
 *
 * @param resourceServer client of the resource server
 * @param user on whose behalf
 * @param agent client that will hold the token
 * @param scope scope of the token to be issued, separated by spaces
 * @param wanted what is wanted, at least one
 */
public record EntitlementQuery(
    ClientModel resourceServer,
    UserModel user,
    ClientModel agent,
    String scope,
    List<Wanted> wanted) {

  public EntitlementQuery {
    wanted = List.copyOf(wanted);
  }

  /**
   * Resources and actions wanted together.
   *
   * @param resources which resources
   * @param actions names of actions; empty means all of them
   */
  public record Wanted(ResourcePattern resources, Set<String> actions) {
    public Wanted {
      actions = Set.copyOf(actions);
    }
  }
}
