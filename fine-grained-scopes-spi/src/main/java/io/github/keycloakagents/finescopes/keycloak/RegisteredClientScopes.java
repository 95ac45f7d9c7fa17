package io.github.keycloakagents.finescopes.keycloak;

import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.services.clientregistration.ClientRegistrationContext;
import org.keycloak.services.clientregistration.ClientRegistrationProvider;
import org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy;

/**
 * A client that registers itself with the scopes it needs first may ask for more later: it keeps
 * the realm's optional client scopes that carry <em>Agent permissions</em>, as a client that names
 * no scope does. Asking is not getting: user and policies still decide.
 */
final class RegisteredClientScopes implements ClientRegistrationPolicy {

  @Override
  public void afterRegister(ClientRegistrationContext context, ClientModel client) {
    keep(client);
  }

  @Override
  public void afterUpdate(ClientRegistrationContext context, ClientModel client) {
    keep(client);
  }

  private static void keep(ClientModel client) {
    List<ClientScopeModel> optional =
        client.getRealm().getDefaultClientScopesStream(false).toList();
    for (ClientScopeModel scope : optional) {
      boolean isAssigned =
          client.getClientScopes(true).containsKey(scope.getName())
              || client.getClientScopes(false).containsKey(scope.getName());
      if (!isAssigned && carriesPermissions(scope)) {
        client.addClientScope(scope, false);
      }
    }
  }

  private static boolean carriesPermissions(ClientScopeModel scope) {
    return scope
        .getProtocolMappersStream()
        .anyMatch(mapper -> AgentPermissionsMapper.ID.equals(mapper.getProtocolMapper()));
  }

  @Override
  public void beforeRegister(ClientRegistrationContext context) {}

  @Override
  public void beforeUpdate(ClientRegistrationContext context, ClientModel client) {}

  @Override
  public void beforeView(ClientRegistrationProvider provider, ClientModel client) {}

  @Override
  public void beforeDelete(ClientRegistrationProvider provider, ClientModel client) {}
}
