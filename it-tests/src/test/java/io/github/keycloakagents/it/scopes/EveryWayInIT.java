package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.actors;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.audience;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One question, asked in every way that OAuth knows, has one answer. */
@StockKeycloak(
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryWayInIT {
  private static final String ASKED = "[" + entry(QUOTES, "quotes", "read", "fly") + "]";

  /** A user is asked for nothing that cannot be granted, so here a part is not an answer. */
  private static final String APPROVABLE = "[" + entry(QUOTES, "quotes", "read") + "]";

  private PermissionsRealm realm;
  private WaysIn ways;

  /** Where the permissions come from. */
  enum Way {
    QUERY,
    PUSHED_REQUEST,
    SIGNED_REQUEST_OBJECT,
    PASSWORD,
    REFRESH,
    CIBA,
    CLIENT_CREDENTIALS,
    TOKEN_EXCHANGE
  }

  @BeforeAll
  void realm(KeycloakServer server) {
    realm = PermissionsRealm.create(server, "ways", WaysIn::withApprovals);
    ways = new WaysIn(realm);
    Admin admin = new Admin(server);
    String agent = admin.userId("ways", "service-account-agent");
    String role = "[" + admin.get("/admin/realms/ways/roles/trader").expect(200).body() + "]";
    admin.post("/admin/realms/ways/users/" + agent + "/role-mappings/realm", role).expect(204);
  }

  @AfterAll
  void remove() {
    ways.close();
    realm.delete();
  }

  @ParameterizedTest
  @EnumSource
  void hasTheSameAnswer(Way way) {
    Reply reply = ask(way);
    assertEquals(List.of(QUOTES + " quotes read"), permissions(reply));
    assertEquals(List.of(QUOTES + " quotes read"), permissions(reply.json()), "the response too");
    assertEquals(List.of("quotes-api", QUOTES), audience(reply));
    assertEquals("{\"sub\":\"agent\"}", actors(reply));
  }

  private Reply ask(Way way) {
    return switch (way) {
      case QUERY -> ways.query(ASKED);
      case PUSHED_REQUEST -> ways.pushed(ASKED);
      case SIGNED_REQUEST_OBJECT -> ways.signed(ASKED);
      case PASSWORD -> ways.password("openid", ASKED);
      case REFRESH ->
          realm.client("agent").refresh(ways.password("openid", ASKED).text("refresh_token"));
      case CIBA -> ways.approved(APPROVABLE);
      case CLIENT_CREDENTIALS ->
          realm
              .client("agent")
              .token("grant_type", "client_credentials", "authorization_details", ASKED);
      case TOKEN_EXCHANGE ->
          realm
              .client("agent")
              .exchange(
                  realm
                      .signIn("agent", "alice", "scope", "openid trading-permissions")
                      .accessToken(),
                  "authorization_details",
                  ASKED);
    };
  }

  @Test
  void anApprovedTokenShrinksDownTheChain() {
    String both =
        "["
            + entry(QUOTES, "quotes", "read")
            + ","
            + entry(PermissionsRealm.TRADING, PermissionsRealm.ACCOUNT, "read")
            + "]";
    Reply approved = ways.approved(both);
    assertEquals(2, permissions(approved).size(), approved.body());
    Reply quotes = realm.client("trading-api").exchange(approved.accessToken(), "resource", QUOTES);
    assertEquals(List.of(QUOTES + " quotes read"), permissions(quotes));
    assertEquals("{\"sub\":\"trading-api\",\"act\":{\"sub\":\"agent\"}}", actors(quotes));
    Reply wider =
        realm
            .client("agent")
            .exchange(
                approved.accessToken(),
                "authorization_details",
                "[" + entry(PermissionsRealm.TRADING, PermissionsRealm.ACCOUNT, "trade") + "]");
    assertEquals("invalid_authorization_details", wider.expect(400).text("error"));
  }
}
