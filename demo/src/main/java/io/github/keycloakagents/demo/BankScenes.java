package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Steps 1, 2 and 6: the token vault. */
final class BankScenes {
  private static final Map<String, String> FROM_THE_BANK = Map.of("requested_issuer", "bank");

  private final Stage stage;
  private String aliceToken = "";
  private String agentToken = "";

  BankScenes(Stage stage) {
    this.stage = stage;
  }

  void signIn() {
    DemoApp.Start start = stage.app.start(Map.of("kc_idp_hint", "bank"));
    stage.transcript.say("Alice's browser: " + start.url());
    stage.alice.reach(start.url(), Callback.BACK);
    aliceToken = stage.app.finish(start);
    JsonNode connection = connection();
    Story.require(
        connection.path("state").asText().equals("active"),
        "the vault holds no token: " + connection);
    Story.require(grantedAtBank(), "the bank knows of no grant");
    stage.transcript.say("The vault holds her grant; what can be read of it carries no token.");
    Story.require(!connection.toString().contains("eyJ"), "a token can be read: " + connection);
    Reply stored =
        stage.wire.send(Call.get(stage.agents.issuer() + "/broker/bank/token").bearer(aliceToken));
    Story.require(
        stored.status() != 200 || !stored.body().contains("eyJ"), "stock Keycloak has a copy");
  }

  void exchange() {
    stage.transcript.say("First Alice lets the agent act for her (authorization code).");
    stage.alice.reach(
        stage.agent.authorization(
            stage.callback.url(), "openid bank-accounts", Map.of("state", "agent")),
        Callback.BACK);
    agentToken =
        stage
            .agent
            .redeem(stage.callback.parameter("code"), stage.callback.url())
            .expect(200)
            .text("access_token");

    String first = fromTheBank();
    Reply accounts = accounts(first).expect(200);
    Story.require(
        accounts.text("iban").equals("DE89370400440532013000"), "not Alice's account: " + accounts);

    stage.transcript.say("Fifteen seconds later the bank's token has expired:");
    awaitExpiry(first);
    accounts(first).expect(401);
    stage.transcript.say("The next exchange refreshes it by itself:");
    String second = fromTheBank();
    Story.require(!second.equals(first), "the same token again");
    accounts(second).expect(200);
  }

  void disconnect() {
    stage
        .wire
        .send(
            Call.delete(connections() + "/" + connection().path("id").asText()).bearer(aliceToken))
        .expect(204);
    Reply refused =
        stage.agent.exchange(agentToken, FROM_THE_BANK).expectError(400, "interaction_required");
    Story.require(refused.text("reason").equals("not_connected"), "another reason: " + refused);
    Story.require(
        refused.text("interaction_uri").startsWith("http"), "no link to connect again: " + refused);
    Story.require(!grantedAtBank(), "the bank still shows the grant");
    stage.transcript.say("At the bank, under Account → Applications, the grant is gone.");
  }

  private String fromTheBank() {
    Reply released = stage.agent.exchange(agentToken, FROM_THE_BANK).expect(200);
    Story.require(!released.json().has("refresh_token"), "the refresh token came out");
    return released.text("access_token");
  }

  private Reply accounts(String bankToken) {
    return stage.wire.send(Call.get(stage.bank.userinfo()).bearer(bankToken));
  }

  private static void awaitExpiry(String token) {
    Instant expiry = Instant.ofEpochSecond(Stage.claims(token).path("exp").asLong());
    while (Instant.now().isBefore(expiry.plusSeconds(1))) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private String connections() {
    return stage.agents.issuer() + "/token-vault/connections";
  }

  private JsonNode connection() {
    JsonNode all = stage.wire.send(Call.get(connections()).bearer(aliceToken)).expect(200).json();
    for (JsonNode connection : all) {
      if (connection.path("connection").asText().equals("bank")) {
        return connection;
      }
    }
    throw new Unexpected("no connection to the bank: " + all);
  }

  /** What the bank itself shows Alice: whether the application may use her accounts offline. */
  private boolean grantedAtBank() {
    DemoApp.Start start = stage.bankApp.start(Map.of());
    stage.alice.reach(start.url(), Callback.BACK);
    Reply applications =
        stage
            .wire
            .send(
                Call.get(stage.bank.issuer() + "/account/applications")
                    .with("Accept", "application/json")
                    .bearer(stage.bankApp.finish(start)))
            .expect(200);
    for (JsonNode application : applications.json()) {
      if (application.path("clientId").asText().equals("keycloak-agents")) {
        return application.path("offlineAccess").asBoolean();
      }
    }
    return false;
  }
}
