package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the vault replaces: stock Keycloak's brokered tokens as {@code POST …/broker/{alias}/token}
 * gives them (identity brokering API v2, off by default). {@link VaultFailureIT} has the same
 * outages without the losses.
 */
@StockKeycloak(
    jars = {},
    build = "--features=identity-brokering-api:v2")
class StockBrokerV2IT {
  private final MockProvider provider = new MockProvider();
  private KeycloakServer server;
  private Admin admin;
  private Agent agent;

  @BeforeEach
  void realm(KeycloakServer started) {
    server = started;
    admin = new Admin(server);
    agent = new Agent(server, "stock-v2", "agent", "agent-secret");
    admin.createRealm(
        """
        {"realm":"stock-v2","enabled":true,"sslRequired":"none",
         "identityProviders":[%s],
         "clients":[{"clientId":"agent","secret":"agent-secret","enabled":true,
           "directAccessGrantsEnabled":true,"redirectUris":["http://client.example/*"],
           "attributes":{"external.token.enabled":"true","external.token.idp":"mock"}}]}
        """
            .formatted(StockBroker.identityProvider("mock", provider.url())));
  }

  @AfterEach
  void remove() {
    admin.deleteRealm("stock-v2");
    provider.close();
  }

  /**
   * The session that the user opened through the provider has copies of the tokens in its notes, in
   * clear; any other session, such as an agent's later one, lives on the stored token alone.
   */
  @Test
  void one503LosesTheStoredRefreshTokenForGood() throws InterruptedException {
    provider.signInAnswers(okJson(StockBroker.tokens("at-0", "rt-0", 1)));
    signIn();
    String user = "/admin/realms/stock-v2/users/" + admin.userId("stock-v2", "alice");
    String password = "{\"type\":\"password\",\"value\":\"alice\",\"temporary\":false}";
    admin.put(user + "/reset-password", password).expect(204);
    String subject =
        agent
            .token("grant_type", "password", "username", "alice", "password", "alice")
            .expect(200)
            .accessToken();
    Thread.sleep(1_500);
    provider.refreshAnswers(aResponse().withStatus(503).withHeader("Retry-After", "1"));
    read(subject).expect(400);
    assertEquals(1, provider.refreshesWith("rt-0"));
    provider.refreshAnswers(okJson(StockBroker.tokens("at-1", "rt-1", 3600)));
    read(subject).expect(400);
    assertEquals(0, provider.refreshes(), "the refresh token is gone: nobody is asked");
  }

  @Test
  void aPlainOAuth2TokenIsNeverRefreshed() throws InterruptedException {
    admin.delete("/admin/realms/stock-v2/identity-provider/instances/mock").expect(204);
    provider.registerWithoutVault(admin, "stock-v2", "IMPORT");
    provider.signInAnswers(okJson(MockProvider.tokens("at-0", "rt-0", 1, "read")));
    String subject = signIn();
    Thread.sleep(1_500);
    provider.refreshAnswers(okJson(MockProvider.tokens("at-1", "rt-1", 3600, "read")));
    assertEquals("at-0", read(subject).expect(200).accessToken());
    assertEquals(0, provider.refreshes());
  }

  private String signIn() {
    String url = agent.authorizationUrl(VaultRealms.CALLBACK, "openid", "kc_idp_hint", "mock");
    Pages pages = new Pages(VaultRealms.CALLBACK).open(url);
    return agent.redeem(pages.parameter("code"), VaultRealms.CALLBACK).expect(200).accessToken();
  }

  private Reply read(String subject) {
    return Http.form(
        server.url() + "/realms/stock-v2/broker/mock/token", agent.basic(), "token", subject);
  }
}
