package io.github.keycloakagents.it.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user's account at an external provider, from sign-in to disconnecting. */
@StockKeycloak(jars = Jar.TOKEN_VAULT)
class VaultStoryIT {
  private VaultRealms realms;
  private Agent agent;

  @BeforeEach
  void realms(KeycloakServer server) {
    realms = new VaultRealms(server, "story").create(10);
    agent = realms.agent();
  }

  @AfterEach
  void remove() {
    realms.remove();
  }

  @Test
  void signInExchangeRefreshDisconnectReconnect() throws InterruptedException {
    Pages alice =
        new Pages("client.example")
            .open(
                agent.authorizationUrl(
                    VaultRealms.CALLBACK, "openid bank-accounts", "kc_idp_hint", "bank"))
            .signIn("alice", "alice");
    Reply tokens = realms.redeem(agent, alice);
    String subject = tokens.accessToken();

    Reply first = agent.exchange(subject, "requested_issuer", "bank").expect(200);
    assertEquals("Bearer", first.text("token_type"));
    assertEquals(Agent.ACCESS_TOKEN, first.text("issued_token_type"));
    assertTrue(first.header("Cache-Control").contains("no-store"));
    assertTrue(first.json().path("expires_in").asInt() > 0);
    assertNull(first.text("refresh_token"));
    assertNull(first.text("id_token"));
    assertEquals(
        "alice", realms.bankUserinfo(first.accessToken()).expect(200).text("preferred_username"));
    assertEquals(
        first.accessToken(),
        agent.exchange(subject, "resource", "https://api.bank.example").expect(200).accessToken());

    Thread.sleep(7_000);
    Reply second = agent.exchange(subject, "requested_issuer", "bank").expect(200);
    assertNotEquals(first.accessToken(), second.accessToken());
    realms.bankUserinfo(second.accessToken()).expect(200);
    Thread.sleep(7_000);
    Reply third = agent.exchange(subject, "requested_issuer", "bank").expect(200);
    assertNotEquals(second.accessToken(), third.accessToken());

    Reply withRefreshToken =
        agent.token(
            "grant_type",
            Agent.TOKEN_EXCHANGE,
            "subject_token",
            tokens.text("refresh_token"),
            "subject_token_type",
            Agent.REFRESH_TOKEN,
            "requested_issuer",
            "bank");
    assertEquals(third.accessToken(), withRefreshToken.expect(200).accessToken());

    String connections =
        realms.server().url() + "/realms/" + realms.name() + "/token-vault/connections";
    String[] bearer = {"Authorization", "Bearer " + subject};
    JsonNode listed = Http.get(connections, bearer).expect(200).json();
    assertEquals(1, listed.size());
    assertEquals("bank", listed.path(0).path("connection").asText());
    assertEquals("active", listed.path(0).path("state").asText());

    Http.delete(connections + "/" + listed.path(0).path("id").asText(), bearer).expect(204);
    assertEquals(0, Http.get(connections, bearer).expect(200).json().size());
    assertEquals(401, realms.bankUserinfo(third.accessToken()).status(), "revoked at the bank");

    Reply gone = agent.exchange(subject, "requested_issuer", "bank").expect(400);
    assertEquals("interaction_required", gone.text("error"));
    assertEquals("not_connected", gone.text("reason"));
    String link = gone.text("interaction_uri");
    assertNotNull(link);

    Pages pages = new Pages("client.example").open(link).signIn("carol", "carol");
    assertEquals(400, pages.status(), "not carol's link");

    alice.open(link).submit("continue", "").signIn("alice", "alice");
    assertTrue(alice.url().startsWith("http://client.example/home"), alice.url());
    assertEquals("connected", alice.parameter("connection_result"));
    agent.exchange(subject, "requested_issuer", "bank").expect(200);
    assertEquals(400, new Pages("client.example").open(link).status());
  }
}
