package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of an {@code interaction_uri}. */
@StockKeycloak(jars = Jar.TOKEN_VAULT)
class VaultConnectIT {
  private static final Pattern SCOPE = Pattern.compile("[?&]scope=([^&]*)");

  private final MockProvider provider = new MockProvider();
  private VaultRealms realms;
  private Agent agent;

  @BeforeEach
  void realms(KeycloakServer server) {
    realms = new VaultRealms(server, "connect").create(300);
    agent = realms.agent();
    provider.register(realms.admin(), realms.name(), "IMPORT");
    realms.clientScope("mock", "mock", "read write admin");
    realms.assign("agent", "mock");
  }

  @AfterEach
  void remove() {
    realms.remove();
    provider.close();
  }

  @Test
  void asksForWhatIsMissingAndLosesNothingThatWasGranted() {
    Pages carol = signIn("carol");
    String subject = realms.redeem(agent, carol).accessToken();
    provider.signInAnswers(okJson(MockProvider.tokens("at-0", "rt-0", 3600, "read write")));
    follow(carol, exchange(subject).expect(400));
    assertEquals(Set.of("read"), asked());

    Reply missing = exchange(subject, "scope", "admin").expect(400);
    assertEquals("missing_scopes", missing.text("reason"));
    assertEquals("admin", missing.text("missing_scopes"));
    provider.signInAnswers(
        okJson("{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\",\"expires_in\":3600}"));
    follow(carol, missing);
    assertEquals(Set.of("read", "write", "admin"), asked());
    Reply released = exchange(subject, "scope", "write admin").expect(200);
    assertEquals("at-1", released.accessToken());
    assertEquals(Set.of("read", "write", "admin"), Set.of(released.text("scope").split(" ")));
  }

  @Test
  void lookingIsNotUsingButUsingIsOnce() {
    Pages carol = signIn("carol");
    String subject = realms.redeem(agent, carol).accessToken();
    String link = exchange(subject).expect(400).text("interaction_uri");
    new Pages("client.example").open(link);
    carol.open(link).open(link).submit("continue", "");
    assertEquals("connected", carol.parameter("connection_result"), carol.url());
    assertEquals(400, carol.open(link).status());
    assertEquals(400, carol.open(link.substring(0, link.length() - 1)).status());
    assertEquals(400, carol.open(link + "x".repeat(10_000)).status());
  }

  @Test
  void declinedAtTheProviderLeavesThingsAsTheyWere() {
    Pages carol = signIn("carol");
    String subject = realms.redeem(agent, carol).accessToken();
    carol.open(exchange(subject).expect(400).text("interaction_uri")).submit("cancel-aia", "");
    assertTrue(carol.url().startsWith("http://client.example/home"), carol.url());
    assertEquals("cancelled", carol.parameter("connection_result"));
    assertEquals("not_connected", exchange(subject).expect(400).text("reason"));
  }

  @Test
  void anAccountLinkedToAnotherUserIsRefused() {
    Pages alice =
        new Pages(VaultRealms.CALLBACK)
            .open(
                agent.authorizationUrl(VaultRealms.CALLBACK, "openid mock", "kc_idp_hint", "mock"));
    realms.redeem(agent, alice);
    Pages carol = signIn("carol");
    String subject = realms.redeem(agent, carol).accessToken();
    carol.open(exchange(subject).expect(400).text("interaction_uri")).submit("continue", "");
    assertEquals("account_of_another_user", carol.parameter("connection_result"), carol.url());
    assertEquals("not_connected", exchange(subject).expect(400).text("reason"));
    String events = realms.admin().get("/admin/realms/connect/events").body();
    assertTrue(events.contains("account_of_another_user"), events);
    assertFalse(events.contains("at-0"));
  }

  private Pages signIn(String user) {
    return new Pages("client.example")
        .open(agent.authorizationUrl(VaultRealms.CALLBACK, "openid mock"))
        .signIn(user, user);
  }

  private static void follow(Pages browser, Reply needed) {
    browser.open(needed.text("interaction_uri")).submit("continue", "");
    assertEquals("connected", browser.parameter("connection_result"), browser.url());
  }

  private Set<String> asked() {
    Matcher scope = SCOPE.matcher(provider.lastAuthorizationRequest());
    assertTrue(scope.find());
    return Set.of(URLDecoder.decode(scope.group(1), StandardCharsets.UTF_8).split(" "));
  }

  private Reply exchange(String subject, String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "requested_issuer";
    all[1] = "mock";
    System.arraycopy(more, 0, all, 2, more.length);
    return agent.exchange(subject, all);
  }
}
