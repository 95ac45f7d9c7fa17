package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the vault replaces: stock Keycloak's brokered tokens, without our jars, as {@code GET
 * …/broker/{alias}/token} gives them by default. {@link VaultFailureIT} has the same races without
 * the losses.
 */
@StockKeycloak(jars = {})
class StockBrokerIT {
  private final MockProvider provider = new MockProvider();
  private Admin admin;
  private String token;
  private String subject;

  @BeforeEach
  void signIn(KeycloakServer server) throws InterruptedException {
    admin = new Admin(server);
    admin.createRealm(
        """
        {"realm":"stock-broker","enabled":true,"sslRequired":"none",
         "identityProviders":[%s],
         "clients":[{"clientId":"agent","secret":"agent-secret","enabled":true,
           "redirectUris":["http://client.example/*"]}]}
        """
            .formatted(StockBroker.identityProvider("mock", provider.url())));
    provider.signInAnswers(okJson(StockBroker.tokens("at-0", "rt-0", 1)));
    Agent agent = new Agent(server, "stock-broker", "agent", "agent-secret");
    Pages pages =
        new Pages(VaultRealms.CALLBACK)
            .open(agent.authorizationUrl(VaultRealms.CALLBACK, "openid", "kc_idp_hint", "mock"));
    subject = agent.redeem(pages.parameter("code"), VaultRealms.CALLBACK).expect(200).accessToken();
    token = server.url() + "/realms/stock-broker/broker/mock/token";
    Thread.sleep(1_500);
  }

  @AfterEach
  void remove() {
    admin.deleteRealm("stock-broker");
    provider.close();
  }

  @Test
  void parallelCallsSendTheSameRefreshTokenSeveralTimes() throws Exception {
    provider.refreshAnswers(okJson(StockBroker.tokens("at-1", "rt-1", 3600)).withFixedDelay(1_000));
    ExecutorService threads = Executors.newFixedThreadPool(10);
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      replies.add(threads.submit(() -> read()));
    }
    for (Future<Reply> reply : replies) {
      reply.get();
    }
    threads.shutdown();
    assertTrue(provider.refreshesWith("rt-0") > 1, () -> "" + provider.refreshesWith("rt-0"));
  }

  @Test
  void theAgentIsHandedTheRefreshToken() {
    provider.refreshAnswers(okJson(StockBroker.tokens("at-1", "rt-1", 3600)));
    assertTrue(read().expect(200).body().contains("rt-"));
  }

  private Reply read() {
    return Http.get(token, "Authorization", "Bearer " + subject);
  }
}
