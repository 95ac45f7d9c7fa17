package io.github.keycloakagents.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.EachJarAloneIT.Loaded;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * All jars in one stock server with default features: nothing of one hides another, and stock
 * realms stay stock.
 */
@StockKeycloak
class AllJarsTogetherIT {

  @Test
  void allProvidersAreThere(KeycloakServer server) {
    Loaded loaded = new Loaded(server);
    loaded.has("oauth2-token-exchange", "token-vault");
    loaded.has("oauth2-token-exchange", "standard");
    loaded.has("ciba-auth-channel", "ciba-push");
    loaded.has("protocol-mapper", "agent-permissions");
    loaded.hasTheme("login", "agents");
  }

  @Test
  void aRealmThatUsesNothingOfItAnswersAsStock(KeycloakServer server) {
    Admin admin = new Admin(server);
    admin.createRealm(
        """
        {"realm":"plain","enabled":true,
         "users":[{"username":"carol","enabled":true,"email":"carol@example.com","emailVerified":true,
           "firstName":"C","lastName":"C","credentials":[{"type":"password","value":"carol"}]}],
         "clients":[{"clientId":"plain","secret":"s","enabled":true,"directAccessGrantsEnabled":true,
           "serviceAccountsEnabled":true,"redirectUris":["http://localhost/*"],
           "attributes":{"standard.token.exchange.enabled":"true"}}]}
        """);
    try {
      Agent plain = new Agent(server, "plain", "plain", "s");
      String token =
          plain
              .token(
                  "grant_type",
                  "password",
                  "username",
                  "carol",
                  "password",
                  "carol",
                  "scope",
                  "openid")
              .expect(200)
              .accessToken();
      Reply exchanged = plain.exchange(token).expect(200);
      JsonNode claims = Reply.claims(exchanged.accessToken());
      assertEquals(
          List.of(false, false), List.of(claims.has("authorization_details"), claims.has("act")));
    } finally {
      admin.deleteRealm("plain");
    }
  }
}
