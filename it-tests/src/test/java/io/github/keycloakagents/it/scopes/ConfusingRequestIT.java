package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.ACCOUNT;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a lenient parser, a pattern or a look-alike would let through. */
@PermissionsKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfusingRequestIT {
  private static final String SCOPE = "openid trading-permissions";

  private PermissionsRealm realm;

  @BeforeAll
  void realm(KeycloakServer server) {
    realm = PermissionsRealm.create(server, "confused");
  }

  @AfterAll
  void remove() {
    realm.delete();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "account-*",
        "account-%",
        "account_DE89370400440532013000",
        "type:trading-account",
        "account-closed",
        "no-such-account",
        "account-closed/../" + ACCOUNT,
        "../account-DE89370400440532013000",
        "/accounts/1/",
        "/accounts//1",
        "/accounts/./1",
        "/accounts/2/../1",
        "/accounts/%31",
        "/accounts/1?x",
        "/accounts/1/x",
        "/accounts/*",
        "/Accounts/1",
        " " + ACCOUNT,
        ACCOUNT + " ",
        "Account-DE89370400440532013000",
        "\u0430ccount-DE89370400440532013000",
        "\uff41ccount-DE89370400440532013000",
        "account\u2010DE89370400440532013000",
        "account-DE8937040044053201300\u0660",
        "a\u0301ccount-DE89370400440532013000",
        "account-DE89370400440532013000%00",
        "' or '1'='1",
      })
  void identifiersAreTakenLiterally(String identifier) {
    refused(ask("[" + entry(TRADING, identifier, "read") + "]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://trading.example/*",
        "https://trading.example/mcp/",
        "https://trading.example/mcp/../mcp",
        "https://trading.example/mcp#",
        "https://trading.example:443/mcp",
        "HTTPS://TRADING.EXAMPLE/mcp",
        "https://trading.example@evil.example/mcp",
        "https://tr\u0430ding.example/mcp",
        "trading-API",
        "agent",
        "account",
        "realm-management",
      })
  void locationsAreTakenLiterally(String location) {
    refused(ask("[" + entry(location, ACCOUNT, "read") + "]"));
    PermissionsRealm.refused(
        "invalid_target",
        "resource is unknown, or not for this client",
        realm.signIn("agent", "alice", "scope", SCOPE, "resource", location));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not a JSON array|{~type~:~resource_permission~}",
        "must have 1 to 100 entries|[]",
        "not a JSON array without duplicate keys|[{~type~:~resource_permission~}]trailing",
        "not a JSON array without duplicate"
            + " keys|[{~type~:~resource_permission~,~type~:~resource_permission~}]",
        "not a JSON array without duplicate"
            + " keys|[{~type~:~resource_permission~,~actions~:[~read~],~actions~:[~trade~]}]",
        "not a JSON array without duplicate"
            + " keys|[{~type~:~resource_permissi\\u006fn~,~actions~:[~read~],~actions~:[~trade~]}]",
        "not a JSON array without duplicate"
            + " keys|[{~type~:~resource_permission~,~limit~:{~max~:1,~m\\u0061x~:9}}]",
        "entry 0: not an object with a type|[[{~type~:~resource_permission~}]]",
        "entry 0: not an object with a type|[{~type~:[~resource_permission~]}]",
        "entry 1: not an object with a type|[{~type~:~resource_permission~,~locations~:[~x~]},7]",
        "entry 0: locations must be an array of 1 to 50"
            + " strings|[{~type~:~resource_permission~,~locations~:~trading-api~,~identifier~:~a~}]",
        "entry 0: locations must be an array of 1 to 50"
            + " strings|[{~type~:~resource_permission~,~locations~:[]}]",
        "entry 0: locations must be an array of readable"
            + " strings|[{~type~:~resource_permission~,~locations~:[[~trading-api~]]}]",
        "entry 0: identifier must be a readable"
            + " string|[{~type~:~resource_permission~,~locations~:[~trading-api~],~identifier~:7}]",
        "entry 0: identifier must be a readable"
            + " string|[{~type~:~resource_permission~,~locations~:[~trading-api~],~identifier~:null}]",
        "entry 0: identifier must be a readable"
            + " string|[{~type~:~resource_permission~,~locations~:[~trading-api~],~identifier~:~~}]",
        "entry 0: identifier must be a readable"
            + " string|[{~type~:~resource_permission~,~locations~:[~trading-api~],~identifier~:~a\\u202eb~}]",
        "entry 0: identifier must be a readable"
            + " string|[{~type~:~resource_permission~,~locations~:[~trading-api~],~identifier~:~a\\u0000~}]",
        "entry 0: identifier must be a readable"
            + " string|[{~type~:~resource_permission~,~locations~:[~trading-api~],~identifier~:~a\\u200bb~}]",
        "entry 0: actions must be an array of 1 to 50"
            + " strings|[{~type~:~resource_permission~,~locations~:[~trading-api~],~actions~:~read~}]",
        "entry 0: actions must be an array of 1 to 50"
            + " strings|[{~type~:~resource_permission~,~locations~:[~trading-api~],~actions~:true}]",
        "entry 0: actions must be an array of readable"
            + " strings|[{~type~:~resource_permission~,~locations~:[~trading-api~],~actions~:[1]}]",
        "too deep or too long a value|[{~type~:~resource_permission~,~x~:[[[[[[[[[[1]]]]]]]]]]}]",
        "too deep or too long a value|[{~type~:~resource_permission~,~x~:"
            + "99999999999999999999999999999999999999999"
            + "}]",
      })
  void confusingJsonIsRefused(String reason, String details) {
    refused("authorization_details: " + reason, ask(details.replace('~', '"')));
  }

  @Test
  void anEntryWithoutAPlaceIsRefused() {
    refused(
        "an entry has no locations and there is no resource parameter",
        ask("[{\"type\":\"resource_permission\",\"identifier\":\"quotes\"}]"));
  }

  @Test
  void detailsSentTwiceAreRefused() {
    String read = "[" + entry(TRADING, ACCOUNT, "read") + "]";
    Reply twice =
        realm.signIn(
            "agent",
            "alice",
            "scope",
            "openid",
            "authorization_details",
            read,
            "authorization_details",
            read);
    PermissionsRealm.refused("invalid_request", "duplicated parameter", twice);
  }

  @Test
  void thousandsOfEntriesAreRefused() {
    String entry = "{\"type\":\"resource_permission\"}";
    refused(
        "authorization_details: must have 1 to 100 entries",
        ask("[" + (entry + ",").repeat(100) + entry + "]"));
    refused(
        "authorization_details: must have 1 to 100 entries",
        ask("[" + (entry + ",").repeat(999) + entry + "]"));
    assertEquals(413, ask("[" + (entry + ",").repeat(9_999) + entry + "]").status());
  }

  private Reply ask(String details) {
    return realm.signIn("agent", "alice", "scope", "openid", "authorization_details", details);
  }

  private static void refused(Reply reply) {
    refused("none of the permissions can be granted", reply);
  }

  private static void refused(String description, Reply reply) {
    PermissionsRealm.refused("invalid_authorization_details", description, reply);
  }
}
