package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;

/** Steps 4 and 5: what resource servers make of the token. */
final class ApiScenes {
  private static final String OTHER_ACCOUNT = "FR1420041010050500013M02606";

  private final Stage stage;
  private final Supplier<String> token;

  ApiScenes(Stage stage, Supplier<String> token) {
    this.stage = stage;
    this.token = token;
  }

  void trade() {
    Trade approved = ApprovalScenes.TRADE;
    Reply done = place(approved).expect(200);
    Story.require(
        done.json().at("/result/structuredContent/status").asText().equals("executed"),
        "not executed: " + done.body());
    refused(approved.larger(), "insufficient_authorization_details");
    refused(approved, "approval_used");
    refused(approved.on(OTHER_ACCOUNT), "insufficient_authorization_details");
  }

  void quote() {
    Reply reply =
        stage
            .wire
            .send(
                stage.trading.call(
                    token.get(), "get_quote", Json.object().put("instrument", "ACME")))
            .expect(200);
    JsonNode quote = reply.json().at("/result/structuredContent");
    Story.require(
        quote.at("/act/sub").asText().equals("trading-api")
            && quote.at("/act/act/sub").asText().equals("agent")
            && quote.at("/act/act/act").isMissingNode(),
        "the chain is not trading-api, agent: " + quote.path("act"));
    Story.require(
        quote.path("sub").equals(Stage.claims(token.get()).path("sub")), "not for Alice: " + quote);
    JsonNode permissions = quote.path("permissions");
    Story.require(
        permissions.size() == 1
            && permissions.at("/0/identifier").asText().equals("quotes")
            && permissions.at("/0/actions").toString().equals("[\"read\"]"),
        "more than reading quotes: " + permissions);
  }

  private Reply place(Trade trade) {
    return stage.wire.send(stage.trading.call(token.get(), "place_trade", trade.asArguments()));
  }

  private void refused(Trade trade, String why) {
    Reply reply = place(trade).expect(403);
    Story.require(
        reply.json().at("/error/data").asText().equals(why), "refused for: " + reply.body());
  }
}
