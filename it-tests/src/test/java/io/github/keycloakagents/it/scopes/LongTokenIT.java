package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** More permissions than fit into a header stay at the server; 101 are refused. */
@PermissionsKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongTokenIT {
  private PermissionsRealm realm;

  @BeforeAll
  void realm(KeycloakServer server) {
    realm =
        PermissionsRealm.create(
            server,
            "long",
            json ->
                new Reports(json)
                    .add("few", 10)
                    .add("some", 25)
                    .add("many", 90)
                    .add("over", 101)
                    .withOfflineAccess()
                    .realm());
  }

  @AfterAll
  void remove() {
    realm.delete();
  }

  @Test
  void fewAreInTheToken() {
    Reply reply = realm.signIn("agent", "alice", "scope", "openid few-reports").expect(200);
    JsonNode token = Reply.claims(reply.accessToken());
    assertEquals(10, permissions(token).size());
    assertFalse(token.has("authorization_details_by"));
  }

  @Test
  void aRefreshTokenStaysShortEnoughToBeSent() {
    for (String lot : new String[] {"few", "some", "many"}) {
      Reply first = realm.signIn("agent", "alice", "scope", "openid " + lot + "-reports");
      Reply second = realm.client("agent").refresh(first.expect(200).text("refresh_token"));
      Reply third = realm.client("agent").refresh(second.expect(200).text("refresh_token"));
      assertEquals(permissions(first.json()), permissions(third.expect(200).json()), lot);
      String wider = "[" + PermissionsRealm.entry(TRADING, "over-001", "read") + "]";
      Reply refused =
          realm
              .client("agent")
              .token(
                  "grant_type",
                  "refresh_token",
                  "refresh_token",
                  third.text("refresh_token"),
                  "authorization_details",
                  wider);
      assertEquals("invalid_authorization_details", refused.expect(400).text("error"), lot);
    }
  }

  @Test
  void anOfflineTokenRemembersToo() {
    Reply first = realm.signIn("agent", "alice", "scope", "openid offline_access many-reports");
    assertEquals(
        "Offline",
        Reply.claims(first.expect(200).text("refresh_token")).path("typ").asText(),
        first.body());
    Reply second = realm.client("agent").refresh(first.text("refresh_token")).expect(200);
    assertEquals(permissions(first.json()), permissions(second.json()));
  }

  @Test
  void manyAreToldByIntrospection() {
    Reply reply = realm.signIn("agent", "alice", "scope", "openid many-reports").expect(200);
    JsonNode token = Reply.claims(reply.accessToken());
    assertFalse(token.has("authorization_details"), "not in the token");
    assertEquals("introspection", token.path("authorization_details_by").asText());
    assertTrue(reply.accessToken().length() < 3_000, "fits into a header");
    assertEquals(90, permissions(reply.json()).size(), "the response tells all");
    JsonNode seen = realm.client("trading-api").introspect(reply.accessToken()).expect(200).json();
    assertEquals(permissions(reply.json()), permissions(seen));
    assertEquals(token.path("aud"), seen.path("aud"));

    String one = "[" + PermissionsRealm.entry(TRADING, "many-007", "read") + "]";
    Reply exchanged =
        realm.client("agent").exchange(reply.accessToken(), "authorization_details", one);
    assertEquals(java.util.List.of(TRADING + " many-007 read"), permissions(exchanged));
  }

  @Test
  void tooManyAreRefused() {
    Reply reply = realm.signIn("agent", "alice", "scope", "openid over-reports").expect(400);
    assertEquals("invalid_authorization_details", reply.text("error"));
    assertTrue(reply.text("error_description").contains("more than 100"), reply.body());
  }
}
