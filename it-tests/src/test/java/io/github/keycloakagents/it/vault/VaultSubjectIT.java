package io.github.keycloakagents.it.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.ClientCertificate;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which token may stand for the user, and until when. */
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
class VaultSubjectIT {
  private VaultRealms realms;

  @BeforeAll
  void realms(KeycloakServer server) {
    realms = new VaultRealms(server, "subject").create(300);
  }

  @AfterAll
  void remove() {
    realms.remove();
  }

  @Test
  void anOfflineTokenWorksAfterTheUsersSessionHasEnded() {
    Agent agent = realms.agent();
    Reply online = realms.signInThroughBank(agent, "alice", "openid bank-accounts");
    Reply offline = realms.signInThroughBank(agent, "alice", "openid bank-accounts offline_access");
    agent.exchangeRefreshToken(online.text("refresh_token"), "bank").expect(200);
    String alice = "/admin/realms/subject/users/" + realms.admin().userId("subject", "alice");
    String session = Reply.claims(online.accessToken()).path("sid").asText();
    realms.admin().delete("/admin/realms/subject/sessions/" + session).expect(204);
    assertRefused(
        "invalid_request", agent.exchangeRefreshToken(online.text("refresh_token"), "bank"));
    agent.exchangeRefreshToken(offline.text("refresh_token"), "bank").expect(200);
    agent.exchangeRefreshToken(offline.text("refresh_token"), "bank").expect(200);

    realms.admin().delete(alice + "/consents/agent").expect(204);
    assertRefused(
        "invalid_request", agent.exchangeRefreshToken(offline.text("refresh_token"), "bank"));
  }

  @Test
  void aDisabledUserIsRefused() {
    Agent agent = realms.agent();
    Reply tokens = realms.signInThroughBank(agent, "bob", "openid bank-accounts offline_access");
    agent.exchange(tokens.accessToken(), "requested_issuer", "bank").expect(200);
    String bob = "/admin/realms/subject/users/" + realms.admin().userId("subject", "bob");
    realms.admin().put(bob, "{\"enabled\":false}").expect(204);
    assertRefused(
        "invalid_request", agent.exchange(tokens.accessToken(), "requested_issuer", "bank"));
    assertRefused(
        "invalid_request", agent.exchangeRefreshToken(tokens.text("refresh_token"), "bank"));
    realms.admin().put(bob, "{\"enabled\":true}").expect(204);
  }

  @Test
  void aDpopBoundTokenNeedsItsProof() {
    Agent agent =
        realms.agent(
            "dpop", "bank-accounts", ",\"attributes\":{\"dpop.bound.access.tokens\":\"true\"}");
    String endpoint = agent.tokenEndpoint();
    var key = new DpopKey();
    Pages browser = realms.browse(agent, "alice", "openid bank-accounts");
    String subject = realms.redeem(agent.with("DPoP", key.proof(endpoint)), browser).accessToken();

    String proof = key.proof(endpoint);
    Agent proving = agent.with("DPoP", proof);
    Reply released = proving.exchange(subject, "requested_issuer", "bank").expect(200);
    assertEquals("Bearer", released.text("token_type"));
    Reply replayed = proving.exchange(subject, "requested_issuer", "bank");
    assertEquals(400, replayed.status(), replayed.body());
    assertTrue(replayed.body().contains("DPoP"), replayed.body());
    Reply missing = agent.exchange(subject, "requested_issuer", "bank");
    assertEquals(400, missing.status(), missing.body());
    assertTrue(missing.body().contains("DPoP"), missing.body());
    Reply wrong =
        agent
            .with("DPoP", new DpopKey().proof(endpoint))
            .exchange(subject, "requested_issuer", "bank");
    assertRefused("invalid_request", wrong);
    assertTrue(wrong.text("error_description").contains("DPoP proof"), wrong.body());
    Reply elsewhere =
        agent
            .with("DPoP", key.proof(endpoint + "/introspect"))
            .exchange(subject, "requested_issuer", "bank");
    assertEquals(400, elsewhere.status(), elsewhere.body());
  }

  @Test
  void aCertificateBoundTokenNeedsItsCertificate() {
    Agent agent =
        realms.agent(
            "mtls",
            "bank-accounts",
            ",\"attributes\":{\"tls.client.certificate.bound.access.tokens\":\"true\"}");
    var mine = new ClientCertificate("mine");
    var another = new ClientCertificate("another");
    Pages browser = realms.browse(agent, "alice", "openid bank-accounts");
    Reply tokens = realms.redeem(agent.with(mine.headers()), browser);
    String subject = tokens.accessToken();
    assertTrue(Reply.claims(subject).path("cnf").has("x5t#S256"), subject);

    agent.with(mine.headers()).exchange(subject, "requested_issuer", "bank").expect(200);
    Reply missing = agent.exchange(subject, "requested_issuer", "bank");
    assertRefused("invalid_request", missing);
    assertTrue(missing.text("error_description").contains("certificate"), missing.body());
    assertRefused(
        "invalid_request",
        agent.with(another.headers()).exchange(subject, "requested_issuer", "bank"));
    agent
        .with(mine.headers())
        .exchangeRefreshToken(tokens.text("refresh_token"), "bank")
        .expect(200);
    assertRefused(
        "invalid_request",
        agent.with(another.headers()).exchangeRefreshToken(tokens.text("refresh_token"), "bank"));
  }

  @Test
  void consentIsAskedForAndCanBeWithdrawn() {
    Agent agent = realms.agent("consenting", "bank-accounts", ",\"consentRequired\":true");
    Pages browser = realms.browse(agent, "alice", "openid bank-accounts");
    assertTrue(browser.page().contains("kc-oauth"), browser.page());
    Reply tokens = realms.redeem(agent, browser.submit("accept", "Yes"));
    agent.exchange(tokens.accessToken(), "requested_issuer", "bank").expect(200);
    String bearer = realms.signInThroughBank(realms.agent(), "alice", "openid").accessToken();
    Http.delete(
            realms.server().url() + "/realms/subject/account/applications/consenting/consent",
            "Authorization",
            "Bearer " + bearer,
            "Accept",
            "application/json")
        .expect(204);
    assertRefused(
        "invalid_request", agent.exchange(tokens.accessToken(), "requested_issuer", "bank"));
    assertRefused(
        "invalid_request", agent.exchangeRefreshToken(tokens.text("refresh_token"), "bank"));
  }

  @Test
  void consentToLessThanTheConnectionIsRefused() {
    Agent agent = realms.agent("narrow", "bank-accounts", ",\"consentRequired\":true");
    Reply tokens =
        realms.redeem(
            agent, realms.browse(agent, "alice", "openid bank-accounts").submit("accept", "Yes"));
    String client =
        "/admin/realms/subject/clients/" + realms.admin().clientUuid("subject", "narrow");
    for (var scope : realms.admin().get(client + "/optional-client-scopes").json()) {
      if (scope.path("name").asText().equals("bank-accounts")) {
        realms
            .admin()
            .delete(client + "/optional-client-scopes/" + scope.path("id").asText())
            .expect(204);
      }
    }
    assertRefused(
        "invalid_target", agent.exchange(tokens.accessToken(), "requested_issuer", "bank"));
  }

  @Test
  void aClientPolicyCanForbidTheExchange() {
    Agent agent = realms.agent();
    String subject = realms.signInThroughBank(agent, "alice", "openid bank-accounts").accessToken();
    String policies = "/admin/realms/subject/client-policies/";
    realms
        .admin()
        .put(
            policies + "profiles",
            """
            {"profiles":[{"name":"no","executors":[{"executor":"reject-request","configuration":{}}]}]}
            """)
        .expect(204);
    realms
        .admin()
        .put(
            policies + "policies",
            """
            {"policies":[{"name":"no exchange","enabled":true,"profiles":["no"],"conditions":[
              {"condition":"grant-type","configuration":{"grant_types":["%s"]}}]}]}
            """
                .formatted(Agent.TOKEN_EXCHANGE))
        .expect(204);
    Reply refused = agent.exchange(subject, "requested_issuer", "bank");
    realms.admin().put(policies + "policies", "{\"policies\":[]}").expect(204);
    assertRefused("invalid_request", refused);
    assertEquals("Request not allowed", refused.text("error_description"));
    agent.exchange(subject, "requested_issuer", "bank").expect(200);
  }

  @Test
  void aLightweightAccessTokenWillDo() {
    Agent agent =
        realms.agent(
            "light",
            "bank-accounts",
            ",\"attributes\":{\"client.use.lightweight.access.token.enabled\":\"true\"}");
    String subject = realms.signInThroughBank(agent, "alice", "openid bank-accounts").accessToken();
    assertFalse(Reply.claims(subject).has("preferred_username"), subject);
    agent.exchange(subject, "requested_issuer", "bank").expect(200);
    String without = realms.signInThroughBank(agent, "alice", "openid").accessToken();
    assertRefused("invalid_target", agent.exchange(without, "requested_issuer", "bank"));
  }

  @Test
  void inAChainTheSubjectTokenMustCarryTheScope() {
    String audience =
        ",\"protocolMappers\":[{\"name\":\"for the agent\",\"protocol\":\"openid-connect\","
            + "\"protocolMapper\":\"oidc-audience-mapper\",\"config\":{"
            + "\"included.client.audience\":\"agent\",\"access.token.claim\":\"true\"}}]";
    Agent app = realms.agent("app", "bank-accounts", audience);
    Agent agent = realms.agent();
    String with = realms.signInThroughBank(app, "alice", "openid bank-accounts").accessToken();
    agent.exchange(with, "requested_issuer", "bank").expect(200);
    String without = realms.signInThroughBank(app, "alice", "openid").accessToken();
    assertRefused("invalid_target", agent.exchange(without, "requested_issuer", "bank"));
    assertRefused(
        "invalid_target", agent.exchange(without, "requested_issuer", "bank", "scope", "openid"));
    String passedOn =
        app.exchange(with, "scope", "openid", "audience", "agent").status() == 200
            ? app.exchange(with, "scope", "openid", "audience", "agent").accessToken()
            : without;
    assertRefused("invalid_target", agent.exchange(passedOn, "requested_issuer", "bank"));
  }

  @Test
  void anOrganisationsProviderIsAConnectionLikeAnyOther() {
    realms.admin().put("/admin/realms/subject", "{\"organizationsEnabled\":true}").expect(204);
    String organisations = "/admin/realms/subject/organizations";
    realms
        .admin()
        .post(
            organisations,
            "{\"name\":\"acme\",\"alias\":\"acme\",\"enabled\":true,"
                + "\"domains\":[{\"name\":\"example.org\",\"verified\":true}]}")
        .expect(201);
    String acme = realms.admin().get(organisations).json().path(0).path("id").asText();
    realms.admin().post(organisations + "/" + acme + "/identity-providers", "bank").expect(204);
    Agent agent = realms.agent();
    Reply member = realms.signInThroughBank(agent, "bob", "openid bank-accounts organization");
    agent.exchange(member.accessToken(), "requested_issuer", "bank").expect(200);
    realms
        .admin()
        .put(
            organisations + "/" + acme,
            "{\"id\":\"%s\",\"name\":\"acme\",\"alias\":\"acme\",\"enabled\":false,\"domains\":[{\"name\":\"example.org\",\"verified\":true}]}"
                .formatted(acme))
        .expect(204);
    Reply off = agent.exchange(member.accessToken(), "requested_issuer", "bank");
    realms.admin().delete(organisations + "/" + acme).expect(204);
    realms.admin().put("/admin/realms/subject", "{\"organizationsEnabled\":false}").expect(204);
    assertEquals(400, off.status(), off.body());
  }

  private static void assertRefused(String error, Reply reply) {
    assertEquals(400, reply.status(), reply.body());
    assertEquals(error, reply.text("error"), reply.body());
  }
}
