package io.github.keycloakagents.it.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests that must be refused, each for the right reason. */
@StockKeycloak(jars = Jar.TOKEN_VAULT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultSecurityIT {
  private VaultRealms realms;
  private Agent agent;
  private Reply tokens;
  private String subject;

  @BeforeAll
  void signIn(KeycloakServer server) {
    realms = new VaultRealms(server, "security").create(300);
    agent = realms.agent();
    tokens = realms.signInThroughBank(agent, "alice", "openid bank-accounts");
    subject = tokens.accessToken();
  }

  @AfterAll
  void remove() {
    realms.remove();
  }

  @Test
  void anUnknownConnectionLooksLikeAForbiddenOne() {
    Reply unknown = agent.exchange(subject, "requested_issuer", "no-such");
    String without = realms.signInThroughBank(agent, "bob", "openid").accessToken();
    Reply forbidden = agent.exchange(without, "requested_issuer", "bank");
    assertRefused("invalid_target", unknown);
    assertRefused("invalid_target", forbidden);
    assertEquals(unknown.body(), forbidden.body());
  }

  @Test
  void anotherClientsTokenIsRefused() {
    Reply reply = realms.stranger().exchange(subject, "requested_issuer", "bank");
    assertEquals(403, reply.status(), reply.body());
    assertEquals("access_denied", reply.text("error"));
  }

  @Test
  void anotherClientsRefreshTokenIsRefused() {
    Reply reply =
        realms
            .stranger()
            .token(
                "grant_type",
                Agent.TOKEN_EXCHANGE,
                "subject_token",
                tokens.text("refresh_token"),
                "subject_token_type",
                Agent.REFRESH_TOKEN,
                "requested_issuer",
                "bank");
    assertRefused("invalid_request", reply);
  }

  @Test
  void aPublicClientIsRefused() {
    Reply reply =
        Http.form(
            realms.protocol(realms.name()) + "/token",
            new String[0],
            "client_id",
            "spa",
            "grant_type",
            Agent.TOKEN_EXCHANGE,
            "subject_token",
            subject,
            "subject_token_type",
            Agent.ACCESS_TOKEN,
            "requested_issuer",
            "bank");
    assertRefused("invalid_client", reply);
  }

  @Test
  void anotherRealmsTokenIsRefused() {
    String bankToken =
        agent.exchange(subject, "requested_issuer", "bank").expect(200).accessToken();
    assertRefused("invalid_request", agent.exchange(bankToken, "requested_issuer", "bank"));
  }

  @Test
  void aTamperedTokenIsRefused() {
    String tampered = subject.substring(0, subject.length() - 8) + "AAAAAAAA";
    assertRefused("invalid_request", agent.exchange(tampered, "requested_issuer", "bank"));
  }

  @Test
  void repeatedAndOversizedParametersAreRefused() {
    assertRefused(
        "invalid_request",
        agent.exchange(subject, "requested_issuer", "bank", "requested_issuer", "other"));
    assertRefused(
        "invalid_request", agent.exchange("x".repeat(100_000), "requested_issuer", "bank"));
    assertRefused("invalid_request", agent.exchange(subject, "requested_issuer", "b".repeat(300)));
    assertRefused(
        "invalid_request",
        agent.exchange(subject, "requested_issuer", "bank", "audience", "stranger"));
  }

  @Test
  void onlyAccessTokensAreGiven() {
    for (String type : new String[] {"refresh_token", "id_token"}) {
      assertRefused(
          "invalid_request",
          agent.exchange(
              subject,
              "requested_issuer",
              "bank",
              "requested_token_type",
              "urn:ietf:params:oauth:token-type:" + type));
    }
  }

  @Test
  void aResourceAndAConnectionMustAgree() {
    assertRefused(
        "invalid_target",
        agent.exchange(
            subject, "requested_issuer", "other", "resource", "https://api.bank.example"));
    agent
        .exchange(subject, "requested_issuer", "bank", "resource", "https://api.bank.example")
        .expect(200);
  }

  @Test
  void anEndedSessionIsRefused() {
    Reply mine = realms.signInThroughBank(agent, "bob", "openid bank-accounts");
    agent.exchange(mine.accessToken(), "requested_issuer", "bank").expect(200);
    String user = realms.admin().userId(realms.name(), "bob");
    realms
        .admin()
        .post("/admin/realms/" + realms.name() + "/users/" + user + "/logout", "")
        .expect(204);
    assertRefused(
        "invalid_request", agent.exchange(mine.accessToken(), "requested_issuer", "bank"));
  }

  @Test
  void theSubjectRefreshTokenIsNotUsedUp() {
    Reply mine = realms.signInThroughBank(agent, "bob", "openid bank-accounts");
    agent
        .token(
            "grant_type",
            Agent.TOKEN_EXCHANGE,
            "subject_token",
            mine.text("refresh_token"),
            "subject_token_type",
            Agent.REFRESH_TOKEN,
            "requested_issuer",
            "bank")
        .expect(200);
    agent.refresh(mine.text("refresh_token")).expect(200);
  }

  @Test
  void agentsWrittenForAuth0AreNotUnderstoodUnlessAskedFor() {
    Reply reply =
        agent.token(
            "grant_type",
            VaultAuth0IT.GRANT,
            "subject_token",
            subject,
            "subject_token_type",
            Agent.ACCESS_TOKEN,
            "requested_token_type",
            VaultAuth0IT.TYPE,
            "connection",
            "bank");
    assertRefused("unsupported_grant_type", reply);
    String url = realms.server().url() + "/realms/" + realms.name();
    assertEquals(404, Http.json("POST", url + "/oauth/token", "{}").status());
    assertFalse(Http.get(url + "/.well-known/openid-configuration").body().contains("urn:auth0"));
  }

  @Test
  void parametersOfAMegabyteAreRefused() {
    String megabyte = "x".repeat(1_000_000);
    for (String name : new String[] {"scope", "login_hint", "resource", "requested_token_type"}) {
      Reply reply = agent.exchange(subject, "requested_issuer", "bank", name, megabyte);
      assertTrue(reply.status() == 400 || reply.status() == 413, name + " " + reply.status());
    }
    Reply subjectToken = agent.exchange(megabyte, "requested_issuer", "bank");
    assertTrue(subjectToken.status() == 400 || subjectToken.status() == 413);
    agent.exchange(subject, "requested_issuer", "bank").expect(200);
  }

  @Test
  void everyExchangeIsAnEventOfItsClientUserAndConnection() {
    agent.exchange(subject, "requested_issuer", "bank").expect(200);
    agent.exchange(subject, "requested_issuer", "bank", "login_hint", "nobody").expect(400);
    agent.exchange(subject, "requested_issuer", "no-such").expect(400);
    agent.exchange("no-token", "requested_issuer", "bank").expect(400);
    String events = "/admin/realms/" + realms.name() + "/events?max=500&type=";
    String alice = realms.admin().userId(realms.name(), "alice");
    Set<String> seen = new TreeSet<>();
    for (String type : new String[] {"TOKEN_EXCHANGE", "TOKEN_EXCHANGE_ERROR"}) {
      for (JsonNode event : realms.admin().get(events + type).expect(200).json()) {
        JsonNode details = event.path("details");
        if (event.path("error").asText().equals("invalid_token")) {
          seen.add(details.path("connection").asText() + " invalid_token");
        }
        if (event.path("userId").asText().equals(alice) && details.has("connection")) {
          assertEquals("agent", event.path("clientId").asText(), event.toString());
          seen.add(
              details.path("connection").asText() + " " + details.path("vault_result").asText());
        }
      }
    }
    assertTrue(
        seen.containsAll(
            Set.of(
                "bank released",
                "bank not_connected",
                "no-such invalid_target",
                "bank invalid_token")),
        seen.toString());
  }

  @Test
  void connectionsNeedTheRightToken() {
    String url = realms.server().url() + "/realms/" + realms.name() + "/token-vault/connections";
    assertEquals(401, Http.get(url).status());
    assertEquals(401, Http.get(url, "Authorization", "Bearer x").status());
    String admin =
        realms.server().url() + "/admin/realms/" + realms.name() + "/token-vault/connections";
    assertEquals(401, Http.get(admin).status());
    assertEquals(
        403, Http.get(admin + "?connection=bank", "Authorization", "Bearer " + subject).status());
    String alice = realms.admin().userId(realms.name(), "alice");
    Reply listed =
        realms
            .admin()
            .get("/admin/realms/" + realms.name() + "/token-vault/connections?user=" + alice)
            .expect(200);
    assertEquals("bank", listed.json().path(0).path("connection").asText());
    assertFalse(listed.body().contains("sealed"));
  }

  @Test
  void noTokenReachesLogOrEvents() {
    String provider = agent.exchange(subject, "requested_issuer", "bank").expect(200).accessToken();
    String events = realms.admin().get("/admin/realms/" + realms.name() + "/events").body();
    assertTrue(events.contains("vault_result"), events);
    for (String secret : new String[] {provider, subject, tokens.text("refresh_token")}) {
      assertFalse(events.contains(secret));
      assertFalse(realms.server().log().contains(secret));
    }
  }

  @Test
  void metricsCountExchanges() {
    agent.exchange(subject, "requested_issuer", "bank").expect(200);
    String metrics = Http.get(realms.server().managementUrl() + "/metrics").body();
    assertTrue(
        metrics.contains("token_vault_exchanges_total{realm=\"security\",result=\"released\"}"),
        () -> metrics.lines().filter(l -> l.contains("vault")).toList().toString());
  }

  private static void assertRefused(String error, Reply reply) {
    assertEquals(400, reply.status(), reply.body());
    assertEquals(error, reply.text("error"), reply.body());
  }
}
