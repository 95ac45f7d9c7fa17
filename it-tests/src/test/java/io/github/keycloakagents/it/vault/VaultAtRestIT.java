package io.github.keycloakagents.it.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Database;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What somebody finds, and what somebody can do, in the database. */
@StockKeycloak(
    jars = Jar.TOKEN_VAULT,
    database = Database.POSTGRES,
    options = {
      "--spi-token-exchange--token-vault--housekeeping-interval=2",
      "--spi-token-exchange--token-vault--cache-life=1"
    })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultAtRestIT {
  private static final Pattern JWT =
      Pattern.compile("eyJ[A-Za-z0-9_-]+\\.eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  private final MockProvider provider = new MockProvider();
  private Nodes nodes;
  private Tables tables;

  @BeforeAll
  void remember(Nodes started) {
    nodes = started;
    tables = new Tables(started.jdbc());
  }

  @AfterAll
  void stop() {
    provider.close();
    assertEquals(List.of(), tables.query("select id from token_vault_credential"));
    assertEquals(List.of(), tables.query("select client_id from token_vault_use"));
    assertEquals(List.of(), tables.query("select id from token_vault_revocation"));
  }

  @Test
  void noProviderTokenIsReadable() {
    VaultRealms realms =
        new VaultRealms(nodes.first(), "capture")
            .create(300, "IMPORT", Map.of("sendIdTokenOnLogout", "false"));
    for (String syncMode : List.of("IMPORT", "FORCE", "LEGACY")) {
      for (boolean storeToken : new boolean[] {false, true}) {
        String when = set(realms, syncMode, storeToken);
        signInTwice(realms, when);
        if (storeToken != syncMode.equals("IMPORT")) {
          link(realms, when);
        }
      }
    }
    realms.remove();
  }

  @Test
  void anExportCarriesNoTokenAndAnImportNoCredential() {
    MockedRealm realm = new MockedRealm(nodes, provider, "exported");
    realm.signIn(0, "alice", "exported", 3600);
    String sealed = tables.query("select sealed from token_vault_credential").get(0);
    String export = nodes.first().export("exported");
    assertTrue(export.contains("\"alice\"") && export.contains("\"id-alice\""), export);
    for (String secret : List.of("at-exported", "rt-exported", sealed)) {
      assertFalse(export.contains(secret), secret);
    }
    realm.realms().remove();
    new Admin(nodes.first()).createRealm(export);
    assertEquals(List.of(), tables.query("select id from token_vault_credential"));
    assertEquals(
        "at-again", realm.exchange(0, realm.signIn(0, "alice", "again", 3600)).accessToken());
    realm.realms().remove();
  }

  private static String set(VaultRealms realms, String syncMode, boolean storeToken) {
    String url = "/admin/realms/capture/identity-provider/instances/bank";
    ObjectNode idp = (ObjectNode) realms.admin().get(url).json();
    idp.put("storeToken", storeToken).put("addReadTokenRoleOnCreate", true);
    ((ObjectNode) idp.path("config")).put("syncMode", syncMode);
    realms.admin().put(url, idp.toString()).expect(204);
    return syncMode + (storeToken ? ", tokens stored" : "");
  }

  private void signInTwice(VaultRealms realms, String when) {
    Agent agent = realms.agent();
    for (String time : List.of(", first sign-in", ", second sign-in")) {
      Reply alice = realms.signInThroughBank(agent, "alice", "openid bank-accounts");
      agent.exchange(alice.accessToken(), "requested_issuer", "bank").expect(200);
      assertNothingReadable(when + time);
    }
    Admin admin = realms.admin();
    admin.delete("/admin/realms/capture/users/" + admin.userId("capture", "alice")).expect(204);
  }

  private void link(VaultRealms realms, String when) {
    Agent agent = realms.agent();
    Admin admin = realms.admin();
    Reply carol = realms.redeem(agent, BankLinks.onFirstSignIn(agent, "carol"));
    agent.exchange(carol.accessToken(), "requested_issuer", "bank").expect(200);
    assertNothingReadable(when + ", linking on first sign-in");

    String link =
        "/admin/realms/capture/users/"
            + admin.userId("capture", "carol")
            + "/federated-identity/bank";
    admin.delete(link).expect(204);
    Reply unlinked = agent.exchange(carol.accessToken(), "requested_issuer", "bank").expect(400);
    assertEquals("not_connected", unlinked.text("reason"));
    Reply linked = realms.redeem(agent, BankLinks.byAction(agent, "carol"));
    agent.exchange(linked.accessToken(), "requested_issuer", "bank").expect(200);
    assertNothingReadable(when + ", linking");
    admin.delete(link).expect(204);
  }

  /** No table, the event store among them, and no log line has a token of the bank. */
  private void assertNothingReadable(String when) {
    tables.everything().forEach(row -> assertNoBankToken(when, row));
    assertNoBankToken(when, nodes.first().log());
    assertEquals(
        List.of(),
        tables.query("select identity_provider from federated_identity where token is not null"),
        when);
  }

  private static void assertNoBankToken(String when, String text) {
    for (MatchResult jwt : JWT.matcher(text).results().toList()) {
      JsonNode claims = Reply.claims(jwt.group());
      assertFalse(claims.path("iss").asText().endsWith("-bank"), when + ": " + text);
    }
  }

  @Test
  void aRowCopiedChangedOrPutBackDoesNotOpen() {
    MockedRealm realm = new MockedRealm(nodes, provider, "thief");
    realm.signIn(0, "alice", "alice", 3600);
    String alices = " where " + realm.rowsOf("alice");
    String old = tables.query("select sealed from token_vault_credential" + alices).get(0);
    String bob = realm.signIn(0, "bob", "bob", 3600);
    write(old, " where " + realm.rowsOf("bob"));
    assertUnsealable(realm.exchange(0, bob));

    String alice = realm.signIn(0, "alice", "alice", 3600);
    write(old, alices);
    assertUnsealable(realm.exchange(0, alice));

    alice = realm.signIn(0, "alice", "alice", 3600);
    tables.update(
        "update token_vault_credential set sealed = overlay(sealed placing 'AAAA' from 40)"
            + alices);
    assertUnsealable(realm.exchange(0, alice));
    alice = realm.signIn(0, "alice", "alice", 3600);
    assertEquals("at-alice", realm.exchange(0, alice).expect(200).accessToken());
    realm.realms().remove();
  }

  private void write(String sealed, String which) {
    tables.update("update token_vault_credential set sealed = '" + sealed + "'" + which);
  }

  @Test
  void aRowThatIsGoneIsGoneForTheCacheTooAfterItsLife() throws InterruptedException {
    MockedRealm realm = new MockedRealm(nodes, provider, "vanished");
    String subject = realm.signIn(0, "alice", "alice", 3600);
    realm.exchange(0, subject).expect(200);
    tables.update("delete from token_vault_credential where " + realm.rowsOf("alice"));
    Thread.sleep(1_100);
    assertEquals("not_connected", realm.exchange(0, subject).expect(400).text("reason"));
    tables.update("delete from token_vault_use");
    realm.realms().remove();
  }

  @Test
  void aNewKeyTakesOverWhileExchangesGoOn() throws InterruptedException {
    MockedRealm realm = new MockedRealm(nodes, provider, "rotation");
    new KeyRotation(nodes.first(), realm).run();
    realm.realms().remove();
  }

  @Test
  void nothingOutlivesAUserAnIdentityProviderOrARealm() {
    MockedRealm realm = new MockedRealm(nodes, provider, "ends");
    Admin admin = realm.realms().admin();
    realm.signIn(0, "alice", "of-a-user", 3600);
    admin.delete(realm.admin("/users/" + realm.userId("alice"))).expect(204);
    assertEquals(List.of(), tables.query("select id from token_vault_credential"));
    assertEquals(1, provider.revocationsOf("rt-of-a-user"));
    realm.signIn(0, "alice", "of-a-provider", 3600);
    admin.delete(realm.admin("/identity-provider/instances/mock")).expect(204);
    assertEquals(List.of(), tables.query("select id from token_vault_credential"));
    assertEquals(1, provider.revocationsOf("rt-of-a-provider"));
    provider.register(admin, "ends", "IMPORT");
    realm.signIn(0, "dora", "of-a-realm", 3600);
    assertEquals(1, tables.query("select id from token_vault_credential").size());
    realm.realms().remove();
    assertEquals(List.of(), tables.query("select id from token_vault_credential"));
  }

  @Test
  void aCredentialThatNobodyUsesEnds() throws InterruptedException {
    MockedRealm realm = new MockedRealm(nodes, provider, "retention");
    provider.revocationAnswers(200);
    realm.signIn(0, "alice", "unused", 3600);
    realm.signIn(0, "bob", "in-use", 3600);
    tables.update(
        "update token_vault_credential set created_at = 1, last_used_at = 1 where "
            + realm.rowsOf("alice"));
    String alices = "select id from token_vault_credential where " + realm.rowsOf("alice");
    for (int i = 0; i < 100 && !tables.query(alices).isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertEquals(List.of(), tables.query(alices));
    awaitNoRevocationOwed();
    assertEquals(1, provider.revocationsOf("rt-unused"));
    assertEquals(0, provider.revocationsOf("rt-in-use"));
    assertEquals(1, tables.query("select id from token_vault_credential").size());
    realm.realms().remove();
  }

  @Test
  void aRevocationThatFailsIsTriedAgain() throws InterruptedException {
    MockedRealm realm = new MockedRealm(nodes, provider, "owed");
    provider.revocationAnswers(503);
    String subject = realm.signIn(0, "alice", "owed", 3600);
    Http.delete(realm.connections(0), "Authorization", "Bearer " + subject).expect(204);
    assertEquals(List.of(), tables.query("select id from token_vault_credential"));
    assertEquals(List.of("1"), tables.query("select attempts from token_vault_revocation"));
    assertEquals(1, provider.revocationsOf("rt-owed"));
    provider.revocationAnswers(200);
    tables.update("update token_vault_revocation set due_at = 0");
    awaitNoRevocationOwed();
    assertEquals(2, provider.revocationsOf("rt-owed"));
    realm.realms().remove();
  }

  @Test
  void anIdentityProviderWithThousandsOfCredentialsCanBeRemoved() throws InterruptedException {
    MockedRealm realm = new MockedRealm(nodes, provider, "many");
    realm.signIn(0, "alice", "many", 3600);
    provider.revocationAnswers(200);
    tables.update(
        """
        insert into token_vault_credential (id, realm_id, user_id, connection_alias, account_id,
            state, issued_at, key_id, sealed, generation, retry_at, created_at, last_used_at,
            lease_until)
          select 'zzz' || n, realm_id, 'other-' || n, connection_alias, n::text, state, issued_at,
            key_id, sealed, generation, retry_at, created_at, last_used_at, 0
          from token_vault_credential, generate_series(1, 12000) n
        """);
    realm.realms().admin().delete(realm.admin("/identity-provider/instances/mock")).expect(204);
    assertEquals(List.of("0"), tables.query("select count(*) from token_vault_credential"));
    for (int i = 0; i < 200 && provider.revocationsOf("rt-many") == 0; i++) {
      Thread.sleep(100);
    }
    assertEquals(1, provider.revocationsOf("rt-many"), "although the provider is gone here");
    realm.realms().remove();
    assertEquals(List.of("0"), tables.query("select count(*) from token_vault_revocation"));
  }

  private void awaitNoRevocationOwed() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      if (tables.query("select id from token_vault_revocation").isEmpty()) {
        return;
      }
      Thread.sleep(100);
    }
    assertEquals(List.of(), tables.query("select id from token_vault_revocation"));
  }

  private static void assertUnsealable(Reply reply) {
    assertEquals(500, reply.status(), reply.body());
    assertEquals("server_error", reply.text("error"));
  }
}
