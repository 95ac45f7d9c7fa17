package io.github.keycloakagents.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * One jar in {@code providers/} and nothing else: the server starts clean, and what the jar brings
 * is there.
 */
class EachJarAloneIT {

  @Nested
  @StockKeycloak(jars = Jar.TOKEN_VAULT, exclusive = true)
  class TokenVault {
    @Test
    void boots(KeycloakServer server) {
      Loaded loaded = new Loaded(server);
      loaded.has("oauth2-token-exchange", "token-vault");
      loaded.has("identity-provider-mapper", "token-vault");
      loaded.has("protocol-mapper", "token-vault-access");
      loaded.cleanly();
    }
  }

  @Nested
  @StockKeycloak(jars = Jar.CIBA_PUSH, exclusive = true)
  class CibaPush {
    @Test
    void boots(KeycloakServer server) {
      Loaded loaded = new Loaded(server);
      loaded.has("ciba-auth-channel", "ciba-push");
      loaded.has("required-action", "push-approval-device");
      loaded.has("approval-transport", "web-push");
      loaded.has("approval-transport", "webhook");
      loaded.has("approval-transport", "e-mail");
      loaded.has("protocol-mapper", "authorization-details-type");
      loaded.cleanly();
    }
  }

  @Nested
  @StockKeycloak(jars = Jar.FINE_GRAINED_SCOPES, exclusive = true)
  class FineGrainedScopes {
    @Test
    void boots(KeycloakServer server) {
      Loaded loaded = new Loaded(server);
      loaded.has("protocol-mapper", "agent-permissions");
      loaded.cleanly();
    }
  }

  @Nested
  @StockKeycloak(jars = Jar.THEME, exclusive = true)
  class Theme {
    @Test
    void boots(KeycloakServer server) {
      Loaded loaded = new Loaded(server);
      loaded.hasTheme("login", "agents");
      loaded.cleanly();
    }
  }

  /** What a running server says of itself. */
  record Loaded(KeycloakServer server) {
    void has(String spi, String provider) {
      boolean there =
          new Admin(server)
              .serverInfo()
              .path("providers")
              .path(spi)
              .path("providers")
              .has(provider);
      assertEquals(true, there, spi + " provider " + provider);
    }

    void hasTheme(String type, String name) {
      List<String> names =
          new Admin(server).serverInfo().path("themes").path(type).findValuesAsText("name");
      assertEquals(true, names.contains(name), names.toString());
    }

    void cleanly() {
      Http.form(
              server.url() + "/realms/master/protocol/openid-connect/token",
              new String[0],
              "grant_type",
              "password",
              "client_id",
              "admin-cli",
              "username",
              KeycloakServer.ADMIN,
              "password",
              KeycloakServer.ADMIN_PASSWORD)
          .expect(200);
      assertEquals(
          List.of(), server.log().lines().filter(line -> line.contains(" ERROR ")).toList());
    }
  }
}
