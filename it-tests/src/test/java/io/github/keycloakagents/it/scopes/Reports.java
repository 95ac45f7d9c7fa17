package io.github.keycloakagents.it.scopes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Adds many resources to the trading API of a realm file, each lot with a scope of its own. */
record Reports(ObjectNode realm) {

  /** So many resources of one type, a permission for traders, and the scope {@code x-reports}. */
  Reports add(String lot, int count) {
    ObjectNode trading = client("trading-api");
    ObjectNode settings = (ObjectNode) trading.path("authorizationSettings");
    for (int i = 0; i < count; i++) {
      ObjectNode resource = settings.withArray("resources").addObject();
      resource.put("name", "%s-%03d".formatted(lot, i)).put("type", lot);
      resource.putArray("scopes").addObject().put("name", "read");
    }
    ObjectNode permission = settings.withArray("policies").addObject();
    permission.put("name", "traders read " + lot).put("type", "resource").put("logic", "POSITIVE");
    permission.put("decisionStrategy", "UNANIMOUS");
    permission
        .putObject("config")
        .put("defaultResourceType", lot)
        .put("applyPolicies", "[\"traders\"]");
    ObjectNode scope = realm.withArray("clientScopes").addObject();
    scope.put("name", lot + "-reports").put("protocol", "openid-connect");
    scope.putObject("attributes").put("include.in.token.scope", "true");
    ObjectNode mapper = scope.putArray("protocolMappers").addObject();
    mapper.put("name", lot).put("protocol", "openid-connect");
    mapper.put("protocolMapper", "agent-permissions");
    mapper
        .putObject("config")
        .put("resource.server", "trading-api")
        .put("resource", "type:" + lot)
        .put("actions", "read");
    ((ArrayNode) client("agent").path("optionalClientScopes")).add(lot + "-reports");
    return this;
  }

  /** The agent may ask for offline tokens, and the users may grant them. */
  Reports withOfflineAccess() {
    ObjectNode scope = realm.withArray("clientScopes").addObject();
    scope.put("name", "offline_access").put("protocol", "openid-connect");
    ((ArrayNode) client("agent").path("optionalClientScopes")).add("offline_access");
    realm
        .path("users")
        .forEach(user -> ((ArrayNode) user.path("realmRoles")).add("offline_access"));
    return this;
  }

  private ObjectNode client(String clientId) {
    for (var client : realm.path("clients")) {
      if (client.path("clientId").asText().equals(clientId)) {
        return (ObjectNode) client;
      }
    }
    throw new AssertionError("no client " + clientId);
  }
}
