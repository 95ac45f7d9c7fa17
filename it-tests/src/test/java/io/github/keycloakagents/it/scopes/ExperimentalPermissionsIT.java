package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every way in, with the neighbouring experimental features of Keycloak switched on. */
@StockKeycloak(
    jars = Jar.FINE_GRAINED_SCOPES,
    build = "--features=parameterized-scopes,resource-indicators,token-exchange-delegation")
class ExperimentalPermissionsIT extends PermissionsIT {

  /** Keycloak's resource indicators refuse a {@code resource} that only the refresh names. */
  @Override
  @Test
  void refreshNarrowsButNeverWidens() {
    Reply first = signIn("openid trading-permissions");
    Reply refused = refresh(first, "resource", QUOTES).expect(400);
    assertEquals("invalid_target", refused.text("error"));
    String quotes = "[" + entry(QUOTES, "quotes", "read") + "]";
    Reply narrower = refresh(first, "authorization_details", quotes);
    assertEquals(List.of(QUOTES + " quotes read"), permissions(narrower));
    Reply wider = refresh(signIn("openid"), "authorization_details", quotes);
    assertEquals("invalid_authorization_details", wider.expect(400).text("error"));
  }
}
