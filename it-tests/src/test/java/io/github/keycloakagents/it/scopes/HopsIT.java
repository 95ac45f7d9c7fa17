package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.Hops.permission;
import static io.github.keycloakagents.it.scopes.Hops.url;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.actors;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.audience;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Along a chain permissions shrink or stay, and actors nest, four deep. */
@PermissionsKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HopsIT {
  private static final String NOTHING = "none of the permissions can be granted";

  private PermissionsRealm realm;

  @BeforeAll
  void realm(KeycloakServer server) {
    realm = PermissionsRealm.create(server, "hops", Hops::in);
  }

  @AfterAll
  void remove() {
    realm.delete();
  }

  @Test
  void fourActorsNestAndAFifthIsRefused() {
    Reply token = realm.signIn("agent", "alice", "scope", "openid hops");
    StringBuilder chain = new StringBuilder("{\"sub\":\"agent\"}");
    for (int hop = 1; hop <= 3; hop++) {
      token = hop("hop-" + hop, token);
      chain.insert(0, "{\"sub\":\"hop-" + hop + "\",\"act\":").append('}');
      assertEquals(chain.toString(), actors(token));
    }
    assertEquals(4, permissions(token).size(), "nothing else stands in the way");
    refused("invalid_request", "more than 4 actors", hop("hop-4", token));
    refused("invalid_request", "more than 4 actors", hop("hop-1", token));
    assertEquals(chain.toString(), actors(hop("hop-3", token)), "the newest once more");
  }

  @Test
  void eachHopHasTheSameOrLess() {
    Reply all = realm.signIn("agent", "alice", "scope", "openid hops");
    Reply first =
        realm
            .client("hop-1")
            .exchange(
                all.accessToken(),
                "resource",
                url(2),
                "resource",
                url(3),
                "requested_token_type",
                Agent.REFRESH_TOKEN);
    assertEquals(List.of(permission(2), permission(3)), permissions(first));
    assertEquals(List.of("hop-2", url(2), "hop-3", url(3)), audience(first));

    Agent second = realm.client("hop-2");
    assertEquals(permissions(first), permissions(hop("hop-2", first)));
    refused(
        "invalid_authorization_details",
        NOTHING,
        second.exchange(
            first.accessToken(), "authorization_details", "[" + entry(url(1), "quotes") + "]"));
    for (int other : new int[] {1, 4}) {
      refused(
          "invalid_target",
          "no permission can be granted at this resource",
          second.exchange(first.accessToken(), "resource", url(other)));
      refused(
          "invalid_request",
          "Requested audience not available: hop-" + other,
          second.exchange(first.accessToken(), "audience", "hop-" + other));
    }
    Reply outsider = hop("hop-4", first).expect(403);
    assertEquals("access_denied", outsider.text("error"));
    assertEquals("Client is not within the token audience", outsider.text("error_description"));

    Reply last =
        second.exchange(
            first.accessToken(), "resource", url(3), "requested_token_type", Agent.REFRESH_TOKEN);
    assertEquals(List.of(permission(3)), permissions(last));
    Reply refreshed = second.refresh(last.text("refresh_token"));
    assertEquals(permissions(last), permissions(refreshed));
    assertEquals(actors(last), actors(refreshed));
    refused(
        "invalid_authorization_details",
        NOTHING,
        second.token(
            "grant_type",
            "refresh_token",
            "refresh_token",
            last.text("refresh_token"),
            "authorization_details",
            "[" + entry(url(2), "quotes") + "]"));
  }

  private Reply hop(String clientId, Reply earlier) {
    return realm.client(clientId).exchange(earlier.accessToken());
  }
}
