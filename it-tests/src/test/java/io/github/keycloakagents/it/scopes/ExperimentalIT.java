package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** All of it again, with the neighbouring experimental features of Keycloak switched on. */
@ExperimentalKeycloak
class ExperimentalIT {

  @Nested
  @ExperimentalKeycloak
  class Permissions extends PermissionsIT {

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

  @Nested
  @ExperimentalKeycloak
  class Security extends PermissionsSecurityIT {}

  @Nested
  @ExperimentalKeycloak
  class ConfusingRequests extends ConfusingRequestIT {}

  @Nested
  @ExperimentalKeycloak
  class Chain extends ChainIT {}

  @Nested
  @ExperimentalKeycloak
  class Hop extends HopsIT {}

  @Nested
  @ExperimentalKeycloak
  class SenderConstraint extends SenderConstraintIT {}

  @Nested
  @ExperimentalKeycloak
  class Consent extends ConsentIT {}

  @Nested
  @ExperimentalKeycloak
  class LongToken extends LongTokenIT {}

  @Nested
  @ExperimentalKeycloak
  class PolicyFailure extends PolicyFailureIT {
    PolicyFailure(KeycloakServer server) {
      super(server);
    }
  }
}
