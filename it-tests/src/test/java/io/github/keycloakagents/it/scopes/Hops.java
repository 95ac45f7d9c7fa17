package io.github.keycloakagents.it.scopes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Adds four APIs to a realm file, {@code hop-1} to {@code hop-4}: copies of the quotes API that may
 * all hold the permissions of each other, so that only what a token carries keeps them apart.
 */
record Hops(ObjectNode realm) {
  private static final int COUNT = 4;

  static ObjectNode in(ObjectNode realm) {
    return new Hops(realm).add();
  }

  static String url(int hop) {
    return "https://hop-" + hop + ".example";
  }

  static String permission(int hop) {
    return url(hop) + " quotes read";
  }

  private ObjectNode add() {
    JsonNode quotes = client("quotes-api").deepCopy();
    ObjectNode scope = realm.withArray("clientScopes").addObject();
    scope.put("name", "hops").put("protocol", "openid-connect");
    scope.putObject("attributes").put("include.in.token.scope", "true");
    for (int hop = 1; hop <= COUNT; hop++) {
      ObjectNode api = quotes.deepCopy();
      api.put("clientId", "hop-" + hop).put("secret", "hop-" + hop + "-secret");
      api.withObject("/attributes")
          .put("resource_url", url(hop))
          .put("standard.token.exchange.enableRefreshRequestedTokenType", "SAME_SESSION");
      api.withArray("defaultClientScopes").add("hops");
      realm.withArray("clients").add(api);
      ObjectNode mapper = scope.withArray("protocolMappers").addObject();
      mapper.put("name", "hop-" + hop).put("protocol", "openid-connect");
      mapper.put("protocolMapper", "agent-permissions");
      mapper
          .putObject("config")
          .put("resource.server", "hop-" + hop)
          .put("resource", "quotes")
          .put("actions", "read");
    }
    ((ArrayNode) client("agent").path("optionalClientScopes")).add("hops");
    return realm;
  }

  private JsonNode client(String clientId) {
    for (JsonNode client : realm.path("clients")) {
      if (client.path("clientId").asText().equals(clientId)) {
        return client;
      }
    }
    throw new AssertionError("no client " + clientId);
  }
}
