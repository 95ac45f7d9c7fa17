package io.github.keycloakagents.it.scopes;

import io.github.keycloakagents.it.server.KeycloakServer;
import org.junit.jupiter.api.Nested;

/** All of it again, with the neighbouring experimental features of Keycloak switched on. */
@ExperimentalKeycloak
class ExperimentalIT {

  @Nested
  @ExperimentalKeycloak
  class Permissions extends PermissionsIT {}

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

  @Nested
  @ExperimentalKeycloak
  class Mcp extends McpIT {}
}
