package io.github.keycloakagents.finescopes.keycloak;

import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientregistration.policy.AbstractClientRegistrationPolicyFactory;
import org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy;

/** Client registration policy <em>agent-permissions-scopes</em>. */
public final class RegisteredClientScopesFactory extends AbstractClientRegistrationPolicyFactory {

  @Override
  public ClientRegistrationPolicy create(KeycloakSession session, ComponentModel model) {
    return new RegisteredClientScopes();
  }

  @Override
  public String getId() {
    return "agent-permissions-scopes";
  }

  @Override
  public String getHelpText() {
    return "Lets a registered client ask later for the realm's optional client scopes that carry"
        + " Agent permissions, even if it named other scopes when it registered (MCP step-up).";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of();
  }
}
