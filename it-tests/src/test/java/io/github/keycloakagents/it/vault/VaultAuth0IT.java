package io.github.keycloakagents.it.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Agents written for Auth0, on a server that was built for them. */
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
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultAuth0IT {
  static final String GRANT =
      "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token";
  static final String TYPE = "http://auth0.com/oauth/token-type/federated-connection-access-token";

  private VaultRealms realms;
  private Agent agent;
  private Reply tokens;
  private String endpoint;

  @BeforeAll
  void realms(KeycloakServer server) {
    realms = new VaultRealms(server, "auth0").create(300);
    agent = realms.agent();
    tokens = realms.signInThroughBank(agent, "alice", "openid bank-accounts");
    endpoint = server.url() + "/realms/auth0/oauth/token";
  }

  @AfterAll
  void remove() {
    realms.remove();
  }

  @Test
  void theStandardEndpointKnowsTheGrantType() {
    Reply released = agent.token(parameters("bank", tokens.text("refresh_token")));
    assertReleased(released);
    assertReleased(agent.token(parameters("bank", tokens.text("refresh_token"))));
    agent.refresh(tokens.text("refresh_token")).expect(200);
  }

  @Test
  void theirOwnEndpointTakesJson() {
    Reply released = Http.json("POST", endpoint, json("bank", "agent-secret"));
    assertReleased(released);
    assertEquals("no-store", released.header("Cache-Control"));
    Reply wrong = Http.json("POST", endpoint, json("bank", "wrong"));
    assertEquals(401, wrong.status(), wrong.body());
    assertEquals(400, Http.json("POST", endpoint, "[not json").status());
    assertEquals(400, Http.json("POST", endpoint, "{}").status());
    assertEquals(400, Http.json("POST", endpoint, "\"" + "x".repeat(100_000) + "\"").status());
  }

  @Test
  void refusalsAreInTheirWords() {
    Reply gone =
        agent.token(parameters("bank", realms.redeem(agent, carol()).text("refresh_token")));
    assertEquals(401, gone.status(), gone.body());
    assertEquals("federated_connection_refresh_token_not_found", gone.text("error"));
    assertNull(gone.header("WWW-Authenticate"));
    assertRefused(
        "invalid_request", agent.token(parameters("no-such", tokens.text("refresh_token"))));
    assertRefused("invalid_grant", agent.token(parameters("bank", "x")));
    assertRefused(
        "invalid_grant", realms.stranger().token(parameters("bank", tokens.text("refresh_token"))));
    assertRefused(
        "invalid_request",
        agent.token(
            "grant_type", GRANT, "subject_token", "x", "subject_token_type", Agent.REFRESH_TOKEN));
  }

  @Test
  void theStandardExchangeIsAsItWas() {
    Reply released = agent.exchange(tokens.accessToken(), "requested_issuer", "bank").expect(200);
    assertEquals(Agent.ACCESS_TOKEN, released.text("issued_token_type"));
  }

  private Pages carol() {
    return new Pages(VaultRealms.CALLBACK)
        .open(agent.authorizationUrl(VaultRealms.CALLBACK, "openid bank-accounts"))
        .signIn("carol", "carol");
  }

  private static String[] parameters(String connection, String subject) {
    return new String[] {
      "grant_type",
      GRANT,
      "subject_token",
      subject,
      "subject_token_type",
      Agent.REFRESH_TOKEN,
      "requested_token_type",
      TYPE,
      "connection",
      connection
    };
  }

  private String json(String connection, String secret) {
    return """
    {"grant_type":"%s","client_id":"agent","client_secret":"%s","subject_token":"%s",
     "subject_token_type":"%s","requested_token_type":"%s","connection":"%s","login_hint":null}
    """
        .formatted(GRANT, secret, tokens.accessToken(), Agent.ACCESS_TOKEN, TYPE, connection);
  }

  private static void assertReleased(Reply released) {
    assertEquals(200, released.status(), released.body());
    assertEquals(TYPE, released.text("issued_token_type"));
    assertEquals("Bearer", released.text("token_type"));
    assertTrue(released.json().path("expires_in").asInt() > 0, released.body());
    assertFalse(released.json().has("refresh_token"));
    assertFalse(released.json().has("id_token"));
  }

  private static void assertRefused(String error, Reply reply) {
    assertEquals(400, reply.status(), reply.body());
    assertEquals(error, reply.text("error"), reply.body());
  }
}
