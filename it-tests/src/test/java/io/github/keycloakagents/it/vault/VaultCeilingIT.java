package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No released token carries more provider scopes than the client may have. */
@StockKeycloak(
    jars = Jar.TOKEN_VAULT,
    options = "--spi-token-exchange--token-vault--http-timeout=1500")
class VaultCeilingIT {

  @Test
  void aBankThatRotatesGivesTheNarrowerTokenAndGoesOnGivingTheWhole(KeycloakServer server)
      throws InterruptedException {
    VaultRealms realms =
        new VaultRealms(server, "ceiling")
            .create(20, "IMPORT", Map.of("defaultScope", "openid profile email phone"));
    realms.clientScope("bank-email", "bank", "openid profile email");
    realms.assign("agent", "bank-email");
    Agent agent = realms.agent();
    String narrow = realms.signInThroughBank(agent, "alice", "openid bank-email").accessToken();
    Reply part = agent.exchange(narrow, "requested_issuer", "bank").expect(200);
    assertEquals(Set.of("openid", "email", "profile"), scopes(part.text("scope")));
    assertEquals(
        Set.of("openid", "email", "profile"),
        scopes(Reply.claims(part.accessToken()).path("scope").asText()));
    assertEquals(
        part.accessToken(),
        agent.exchange(narrow, "requested_issuer", "bank").expect(200).accessToken());

    String subject = realms.signInThroughBank(agent, "alice", "openid bank-accounts").accessToken();
    Reply whole = agent.exchange(subject, "requested_issuer", "bank").expect(200);
    assertEquals(Set.of("openid", "email", "profile", "phone"), scopes(whole.text("scope")));
    agent.exchange(narrow, "requested_issuer", "bank").expect(200);
    Thread.sleep(12_000);
    Reply renewed = agent.exchange(subject, "requested_issuer", "bank").expect(200);
    assertNotEquals(whole.accessToken(), renewed.accessToken());
    assertEquals(Set.of("openid", "email", "profile", "phone"), scopes(renewed.text("scope")));
    realms.remove();
  }

  @Test
  void aProviderThatGivesMoreThanAskedLosesNothingAndReleasesNothing(KeycloakServer server) {
    try (MockProvider provider = new MockProvider()) {
      VaultRealms realms = new VaultRealms(server, "more").create(60);
      provider.register(realms.admin(), "more", "IMPORT");
      realms.clientScope("mock-read", "mock", "read");
      realms.clientScope("mock", "mock", "");
      realms.assign("agent", "mock-read");
      realms.assign("agent", "mock");
      Agent agent = realms.agent();
      provider.signInAnswers(okJson(MockProvider.tokens("at-0", "rt-0", 3600, "read write")));
      String narrow = signIn(realms, agent, "openid mock-read");
      provider.refreshAnswers(okJson(MockProvider.tokens("at-1", "rt-1", 3600, "read write")));
      for (int i = 0; i < 2; i++) {
        Reply refused = agent.exchange(narrow, "requested_issuer", "mock").expect(400);
        assertEquals("invalid_scope", refused.text("error"));
      }
      assertEquals(1, provider.refreshes(), "no storm");
      assertEquals(1, provider.refreshesFor("read"));

      String whole = signIn(realms, agent, "openid mock");
      provider.refreshAnswers(
          aResponse().withStatus(400).withBody("{\"error\":\"invalid_scope\"}"));
      assertEquals("at-0", agent.exchange(whole, "requested_issuer", "mock").accessToken());
      Reply refused = agent.exchange(narrow, "requested_issuer", "mock").expect(400);
      assertEquals("invalid_scope", refused.text("error"));
      assertEquals(1, provider.refreshes());
      realms.remove();
    }
  }

  private static String signIn(VaultRealms realms, Agent agent, String scope) {
    String url = agent.authorizationUrl(VaultRealms.CALLBACK, scope, "kc_idp_hint", "mock");
    return realms.redeem(agent, new Pages(VaultRealms.CALLBACK).open(url)).accessToken();
  }

  private static Set<String> scopes(String text) {
    return new TreeSet<>(List.of(text.split(" ")));
  }
}
