package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.spi.Entitlement;
import io.github.keycloakagents.finescopes.spi.EntitlementQuery;
import io.github.keycloakagents.finescopes.spi.EntitlementQuery.Wanted;
import io.github.keycloakagents.finescopes.spi.EntitlementSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.authorization.AuthorizationProvider;
import org.keycloak.authorization.model.Resource;
import org.keycloak.authorization.model.ResourceServer;
import org.keycloak.authorization.model.Scope;
import org.keycloak.authorization.permission.Permissions;
import org.keycloak.authorization.permission.ResourcePermission;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.authorization.AuthorizationRequest;
import org.keycloak.representations.idm.authorization.Permission;

/** Decides with the resource server's own <em>Authorization</em> tab, by Keycloak's engine. */
final class AuthorizationServicesSource implements EntitlementSource {

  private static final Logger LOG = Logger.getLogger(AuthorizationServicesSource.class);

  private final KeycloakSession session;
  private final AuthorizationProvider authorization;

  AuthorizationServicesSource(KeycloakSession session) {
    this.session = session;
    this.authorization = session.getProvider(AuthorizationProvider.class);
  }

  @Override
  public List<Entitlement> entitlements(EntitlementQuery query) {
    ResourceServer server =
        authorization
            .getStoreFactory()
            .getResourceServerStore()
            .findByClient(query.resourceServer());
    if (server == null) {
      return List.of();
    }
    Set<ResourceLookup.Found> found = new LinkedHashSet<>();
    Map<String, ResourcePermission> asked = new LinkedHashMap<>();
    ResourceLookup lookup =
        new ResourceLookup(authorization.getStoreFactory().getResourceStore(), server);
    for (Wanted wanted : query.wanted()) {
      for (ResourceLookup.Found one : lookup.find(wanted.resources(), query.user().getId())) {
        ask(server, one.resource(), wanted.actions(), asked);
        found.add(one);
      }
    }
    AgentEvaluationContext context = new AgentEvaluationContext(session, query);
    List<Entitlement> entitlements = new ArrayList<>();
    for (Permission permission : evaluate(server, asked.values(), context)) {
      Set<String> granted = permission.getScopes();
      Set<String> actions = granted == null ? Set.of() : granted;
      found.stream()
          .filter(one -> one.resource().getId().equals(permission.getResourceId()))
          .forEach(one -> entitlements.add(one.entitlement(actions)));
    }
    return entitlements;
  }

  private void ask(
      ResourceServer server,
      Resource resource,
      Set<String> actions,
      Map<String, ResourcePermission> asked) {
    Collection<Scope> scopes =
        Permissions.resolveScopes(resource, server, List.of(), authorization).stream()
            .filter(scope -> actions.isEmpty() || actions.contains(scope.getName()))
            .toList();
    if (scopes.isEmpty() && !(actions.isEmpty() && resource.getScopes().isEmpty())) {
      return;
    }
    ResourcePermission permission =
        asked.computeIfAbsent(
            resource.getId(),
            id -> new ResourcePermission(resource, new ArrayList<>(), server, new HashMap<>()));
    for (Scope scope : scopes) {
      if (!permission.getScopes().contains(scope)) {
        permission.getScopes().add(scope);
      }
    }
  }

  /** All at once; when a policy throws, one by one, so that only what it guards is lost. */
  private Collection<Permission> evaluate(
      ResourceServer server, Collection<ResourcePermission> asked, AgentEvaluationContext context) {
    try {
      return evaluateTogether(server, asked, context);
    } catch (RuntimeException together) {
      List<Permission> granted = new ArrayList<>();
      for (ResourcePermission permission : asked) {
        try {
          granted.addAll(evaluateTogether(server, List.of(permission), context));
        } catch (RuntimeException alone) {
          LOG.warnf(
              "A policy failed for resource '%s': it is not granted: %s",
              permission.getResource().getName(), RootCause.of(alone));
          LOG.debug("A policy failed", alone);
        }
      }
      return granted;
    }
  }

  private Collection<Permission> evaluateTogether(
      ResourceServer server, Collection<ResourcePermission> asked, AgentEvaluationContext context) {
    return authorization
        .evaluators()
        .from(asked, server, context)
        .evaluate(server, new AuthorizationRequest());
  }
}
