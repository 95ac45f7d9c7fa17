package io.github.keycloakagents.it.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sealing key outside the database: a file of Keycloak's vault. */
@StockKeycloak(
    jars = Jar.TOKEN_VAULT,
    build = {
      "--vault=file",
      "--spi-x509cert-lookup--provider=rfc9440",
      "--spi-token-exchange--token-vault--auth0-compatible=true"
    },
    options = {
      "--vault-dir=target/it",
      "--spi-token-exchange--token-vault--housekeeping-interval=2"
    })
class VaultKeysIT {
  private static final Path KEY = Path.of("target/it/keys_sealing");

  private VaultRealms realms;
  private Agent agent;
  private SealingKeys keys;

  @BeforeEach
  void realms(KeycloakServer server) throws IOException {
    realms = new VaultRealms(server, "keys").create(300);
    agent = realms.agent();
    keys = new SealingKeys(realms.admin(), "keys");
    Files.createDirectories(KEY.getParent());
    Files.writeString(KEY, SealingKeys.fresh() + "\n");
    keys.add("outside", 200, "${vault.sealing}").expect(201);
  }

  @AfterEach
  void remove() throws IOException {
    realms.remove();
    Files.deleteIfExists(KEY);
  }

  @Test
  void aMissingKeyIsNamedAndNoOtherStandsInForIt() throws IOException {
    String subject = signIn("alice");
    String token = exchange(subject).expect(200).accessToken();
    assertEquals(List.of("outside"), keys.names(), "none was generated");
    JsonNode status = keys.status();
    assertTrue(status.path("healthy").asBoolean(), status.toString());
    assertEquals(1, status.path("credentials").path("active").asInt(), status.toString());

    String secret = Files.readString(KEY);
    Files.delete(KEY);
    Reply broken = exchange(subject);
    assertEquals(500, broken.status(), broken.body());
    assertEquals("server_error", broken.text("error"));
    assertFalse(keys.status().path("healthy").asBoolean());
    assertTrue(
        keys.status().path("problems").path(0).asText().contains("${vault.sealing}"),
        keys.status().toString());
    signIn("bob");
    assertEquals(List.of("outside"), keys.names(), "no key in the database stands in");
    assertEquals(1, keys.status().path("credentials").path("active").asInt());
    String log = realms.server().log();
    assertTrue(
        log.contains("is missing behind ${vault.sealing} in Keycloak's vault"),
        "the log names the fix");
    assertTrue(log.contains("are dropped, the sign-in goes on"));
    assertFalse(log.contains(secret.strip()));

    Files.writeString(KEY, secret);
    assertEquals(token, exchange(subject).expect(200).accessToken());
    exchange(signIn("bob")).expect(200);
  }

  @Test
  void aWrongKeyIsRefusedAndNamed() throws IOException {
    String subject = signIn("alice");
    exchange(subject).expect(200);
    String id = keys.status().path("active_key").asText();
    String secret = Files.readString(KEY);
    Files.writeString(KEY, SealingKeys.fresh());
    assertEquals("server_error", exchange(subject).expect(500).text("error"));
    assertTrue(realms.server().log().contains("No enabled token-vault-key with id " + id));
    JsonNode status = keys.status();
    assertFalse(status.path("healthy").asBoolean(), status.toString());
    assertEquals(1, status.path("without_key").asInt(), status.toString());
    Files.writeString(KEY, "too short");
    exchange(subject).expect(500);
    Files.writeString(KEY, secret);
    exchange(subject).expect(200);
  }

  @Test
  void theConsoleRefusesAKeyThatCannotBeHad() {
    Reply missing = keys.add("nowhere", 300, "${vault.nowhere}").expect(400);
    assertTrue(missing.body().contains("${vault.nowhere}"), missing.body());
    assertTrue(missing.body().contains("openssl rand -base64 32"), missing.body());
    Reply plain = keys.add("plain", 300, SealingKeys.fresh()).expect(400);
    assertTrue(plain.body().contains("never the key itself"), plain.body());
  }

  @Test
  void aNewKeyTakesOverInTheBackground() {
    String subject = signIn("alice");
    String token = exchange(subject).expect(200).accessToken();
    String before = keys.status().path("active_key").asText();
    keys.add("inside", 300, "").expect(201);
    Eventually.holds(() -> !keys.status().path("sealed_with").has(before));
    assertNotEquals(before, keys.status().path("active_key").asText());
    keys.remove("outside");
    assertEquals(token, exchange(subject).expect(200).accessToken());
    Eventually.holds(
        () ->
            metrics().contains("token_vault_credentials{realm=\"keys\",state=\"active\"} 1.0")
                && metrics().contains("token_vault_keys_healthy{realm=\"keys\"} 1.0"));
    keys.remove("inside");
    Eventually.holds(
        () -> metrics().contains("token_vault_credentials_without_key{realm=\"keys\"} 1.0"));
  }

  @Test
  void anExportCarriesNoTokenAndAnImportNoConnection() {
    keys.add("inside", 300, "").expect(201);
    String subject = signIn("alice");
    String token = exchange(subject).expect(200).accessToken();
    String exported =
        realms
            .admin()
            .post(
                "/admin/realms/keys/partial-export?exportClients=true&exportGroupsAndRoles=true",
                "")
            .expect(200)
            .body();
    assertFalse(exported.contains(token));
    assertTrue(exported.contains("token-vault-access"));
    JsonNode copy = Reply.parse(exported);
    for (JsonNode key : copy.at("/components/org.keycloak.keys.KeyProvider")) {
      if (key.path("providerId").asText().equals("token-vault-key")) {
        assertFalse(key.path("config").has("secret"), key.toString());
      }
    }
    realms.admin().deleteRealm("keys");
    ((ObjectNode) copy).remove(List.of("id", "components"));
    realms.admin().createRealm(copy.toString());
    assertEquals(0, keys.status().path("credentials").size());
  }

  private String signIn(String user) {
    return realms.signInThroughBank(agent, user, "openid bank-accounts").accessToken();
  }

  private Reply exchange(String subject) {
    return agent.exchange(subject, "requested_issuer", "bank");
  }

  private String metrics() {
    return Http.get(realms.server().managementUrl() + "/metrics").body();
  }
}
