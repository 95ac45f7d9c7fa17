package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.authzen.Evaluations;
import io.github.keycloakagents.finescopes.authzen.Question;
import io.github.keycloakagents.finescopes.spi.Entitlement;
import io.github.keycloakagents.finescopes.spi.EntitlementQuery;
import io.github.keycloakagents.finescopes.spi.EntitlementQuery.Wanted;
import io.github.keycloakagents.finescopes.spi.EntitlementSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.authorization.AuthorizationProvider;
import org.keycloak.authorization.model.Resource;
import org.keycloak.authorization.model.ResourceServer;
import org.keycloak.authorization.model.Scope;
import org.keycloak.authorization.permission.Permissions;
import org.keycloak.models.KeycloakSession;

/** Decides at an external decision point; which resources exist Keycloak knows. */
final class AuthzenSource implements EntitlementSource {

  private static final String WHOLE = "access";
  private static final int MAX_QUESTIONS = 1_000;

  private final AuthorizationProvider authorization;
  private final DecisionPoint decisionPoint;

  AuthzenSource(KeycloakSession session, DecisionPoint decisionPoint) {
    this.authorization = session.getProvider(AuthorizationProvider.class);
    this.decisionPoint = decisionPoint;
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
    Set<Question> questions = new LinkedHashSet<>();
    ResourceLookup lookup =
        new ResourceLookup(authorization.getStoreFactory().getResourceStore(), server);
    for (Wanted wanted : query.wanted()) {
      for (ResourceLookup.Found one : lookup.find(wanted.resources(), query.user().getId())) {
        if (one.uri() == null) {
          questions.addAll(questions(query, server, one.resource(), wanted.actions()));
        }
      }
    }
    if (questions.size() > MAX_QUESTIONS) {
      throw new TooManyResources(MAX_QUESTIONS);
    }
    return questions.isEmpty() ? List.of() : decide(query, List.copyOf(questions));
  }

  private List<Question> questions(
      EntitlementQuery query, ResourceServer server, Resource resource, Set<String> actions) {
    Set<Scope> scopes = Permissions.resolveScopes(resource, server, List.of(), authorization);
    List<String> names = new ArrayList<>();
    if (scopes.isEmpty() && actions.isEmpty()) {
      names.add(WHOLE);
    }
    scopes.stream()
        .map(Scope::getName)
        .filter(name -> actions.isEmpty() || actions.contains(name))
        .sorted()
        .forEach(names::add);
    String type = resource.getType() == null ? "resource" : resource.getType();
    String clientId = query.resourceServer().getClientId();
    return names.stream()
        .map(name -> new Question(clientId, resource.getName(), type, name))
        .toList();
  }

  private List<Entitlement> decide(EntitlementQuery query, List<Question> questions) {
    Evaluations evaluations =
        new Evaluations(
            query.user().getId(),
            query.user().getUsername(),
            query.agent().getClientId(),
            query.scope(),
            questions);
    Map<Question, Set<String>> actions = new LinkedHashMap<>();
    for (Question yes : evaluations.permitted(decisionPoint.ask(evaluations.body()))) {
      Question resource = new Question(yes.server(), yes.resource(), yes.type(), "");
      Set<String> allowed = actions.computeIfAbsent(resource, r -> new LinkedHashSet<>());
      if (!WHOLE.equals(yes.action())) {
        allowed.add(yes.action());
      }
    }
    List<Entitlement> entitlements = new ArrayList<>();
    actions.forEach(
        (resource, allowed) ->
            entitlements.add(new Entitlement(resource.resource(), resource.type(), allowed, null)));
    return entitlements;
  }

  /** Port to the decision point. */
  @FunctionalInterface
  interface DecisionPoint {

    /**
     * Asks.
     *
     * @param body JSON
     * @return body of a 200 answer
     * @throws RuntimeException when there is none
     */
    String ask(String body);
  }
}
