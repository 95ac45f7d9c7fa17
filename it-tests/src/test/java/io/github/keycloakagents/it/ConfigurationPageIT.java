package io.github.keycloakagents.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code docs/configuration.md} lists exactly the options, with the defaults, that the server shows
 * in its console.
 */
@StockKeycloak
class ConfigurationPageIT {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (?:`([^`]*)`)? ?\\|");

  @BeforeAll
  static void realm(KeycloakServer server) {
    new Admin(server)
        .createRealm(
            """
            {"realm":"documented","enabled":true,
             "identityProviders":[{"alias":"upstream","providerId":"oidc","enabled":true,
               "config":{"clientId":"c","tokenUrl":"http://localhost/t","authorizationUrl":"http://localhost/a"}}]}
            """);
  }

  @AfterAll
  static void remove(KeycloakServer server) {
    new Admin(server).deleteRealm("documented");
  }

  @ParameterizedTest
  @ValueSource(strings = {"token-vault-access", "authorization-details-type", "agent-permissions"})
  void listsTheOptionsOfProtocolMappers(String id, KeycloakServer server) throws IOException {
    JsonNode types = new Admin(server).serverInfo().at("/protocolMapperTypes/openid-connect");
    for (JsonNode type : types) {
      if (type.path("id").asText().equals(id)) {
        assertEquals(options(type.path("properties")), documented(id));
        return;
      }
    }
    throw new AssertionError("no protocol mapper " + id);
  }

  @Test
  void listsTheOptionsOfTheIdentityProviderMapper(KeycloakServer server) throws IOException {
    JsonNode types =
        new Admin(server)
            .get("/admin/realms/documented/identity-provider/instances/upstream/mapper-types")
            .expect(200)
            .json();
    assertEquals(options(types.path("token-vault").path("properties")), documented("token-vault"));
  }

  @Test
  void listsTheOptionsOfTheRequiredAction(KeycloakServer server) throws IOException {
    JsonNode description =
        new Admin(server)
            .get(
                "/admin/realms/documented/authentication/required-actions/push-approval-device/config-description")
            .expect(200)
            .json();
    assertEquals(options(description.path("properties")), documented("push-approval-device"));
  }

  private static Map<String, String> options(JsonNode properties) {
    Map<String, String> options = new TreeMap<>();
    properties.forEach(
        property ->
            options.put(property.path("name").asText(), property.path("defaultValue").asText("")));
    options.replaceAll((name, value) -> value.equals("null") ? "" : value);
    return options;
  }

  private static Map<String, String> documented(String id) throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("it.realms"), "../../docs/configuration.md"));
    int start = page.indexOf("### `" + id + "`");
    assertEquals(true, start >= 0, "no section for " + id);
    int end = page.indexOf("\n#", start + 5);
    String section = page.substring(start, end < 0 ? page.length() : end);
    Map<String, String> rows = new TreeMap<>();
    for (MatchResult row : ROW.matcher(section).results().toList()) {
      rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
    }
    return rows;
  }
}
