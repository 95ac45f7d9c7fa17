package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.spi.EntitlementQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.authorization.attribute.Attributes;
import org.keycloak.authorization.common.DefaultEvaluationContext;
import org.keycloak.authorization.identity.UserModelIdentity;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The user as identity, the agent as {@code kc.client.id}: a <em>Client</em> policy names the
 * agent, a <em>Client scope</em> policy sees the scope of the token to be issued.
 */
final class AgentEvaluationContext extends DefaultEvaluationContext {

  private final String agent;

  AgentEvaluationContext(KeycloakSession session, EntitlementQuery query) {
    super(new ScopedUser(session.getContext().getRealm(), query), session);
    this.agent = query.agent().getClientId();
  }

  @Override
  protected Map<String, Collection<String>> getBaseAttributes() {
    Map<String, Collection<String>> attributes = super.getBaseAttributes();
    attributes.put("kc.client.id", List.of(agent));
    return attributes;
  }

  private static final class ScopedUser extends UserModelIdentity {

    private final String scope;

    ScopedUser(RealmModel realm, EntitlementQuery query) {
      super(realm, query.user());
      this.scope = query.scope();
    }

    @Override
    public Attributes getAttributes() {
      Map<String, Collection<String>> attributes = new HashMap<>(user.getAttributes());
      attributes.put("scope", List.of(scope));
      return Attributes.from(attributes);
    }
  }
}
