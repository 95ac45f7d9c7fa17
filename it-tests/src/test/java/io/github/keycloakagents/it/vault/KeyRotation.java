package io.github.keycloakagents.it.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;

/** A realm whose sealing key is replaced, on a server that keeps house every few seconds. */
record KeyRotation(KeycloakServer server, MockedRealm realm) {

  /** Exchanges go on while the old key's credential is sealed anew; without any key none opens. */
  void run() throws InterruptedException {
    String subject = realm.signIn(0, "keyed", "keyed", 3600);
    assertOpens(subject);
    Admin admin = realm.realms().admin();
    String key =
        """
        {"name":"newer","providerId":"token-vault-key","providerType":"org.keycloak.keys.KeyProvider",
         "parentId":"%s","config":{"priority":["200"]}}
        """;
    admin.post(realm.admin("/components"), key.formatted(realm.id())).expect(201);
    String done = "Realm '" + realm.realms().name() + "': 1 credentials sealed anew with key ";
    for (int i = 0; i < 150 && !server.log().contains(done); i++) {
      Thread.sleep(100);
      assertOpens(subject);
    }
    assertTrue(server.log().contains(done), "sealed anew");
    delete("token-vault-key");
    assertOpens(subject);
    delete("newer");
    Reply without = realm.exchange(0, subject).expect(500);
    assertEquals("server_error", without.text("error"));
    assertTrue(server.log().contains("No enabled token-vault-key with id "));
  }

  private void assertOpens(String subject) {
    assertEquals("at-keyed", realm.exchange(0, subject).expect(200).accessToken());
  }

  private void delete(String name) {
    Admin admin = realm.realms().admin();
    for (JsonNode key : admin.get(realm.admin("/components?name=" + name)).json()) {
      admin.delete(realm.admin("/components/" + key.path("id").asText())).expect(204);
    }
  }
}
