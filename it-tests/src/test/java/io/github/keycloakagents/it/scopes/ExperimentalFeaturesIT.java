package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.actors;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.audience;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same with the neighbouring experimental features of Keycloak switched on. */
@StockKeycloak(
    jars = Jar.FINE_GRAINED_SCOPES,
    build = "--features=parameterized-scopes,resource-indicators,token-exchange-delegation")
class ExperimentalFeaturesIT {

  @Test
  void permissionsAudienceAndChainAreTheSame(KeycloakServer server) {
    PermissionsRealm realm = PermissionsRealm.create(server, "experimental");
    try {
      Reply agent =
          realm.signIn("agent", "alice", "scope", "openid trading-permissions", "resource", QUOTES);
      assertEquals(List.of(QUOTES + " quotes read"), permissions(agent));
      assertEquals(List.of("quotes-api", QUOTES), audience(agent));
      Reply all = realm.signIn("agent", "alice", "scope", "openid trading-permissions");
      Reply quotes = realm.client("trading-api").exchange(all.accessToken(), "resource", QUOTES);
      assertEquals(List.of(QUOTES + " quotes read"), permissions(quotes));
      assertEquals(List.of("quotes-api", QUOTES), audience(quotes));
      assertEquals("{\"sub\":\"trading-api\",\"act\":{\"sub\":\"agent\"}}", actors(quotes));
      assertEquals(
          permissions(all), permissions(realm.client("agent").refresh(all.text("refresh_token"))));
    } finally {
      realm.delete();
    }
  }
}
