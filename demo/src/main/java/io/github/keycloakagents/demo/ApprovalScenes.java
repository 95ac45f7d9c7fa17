package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Step 3: a push approval. */
final class ApprovalScenes {
  static final Trade TRADE =
      new Trade("ACME", "sell", 100, "4200.00", "USD", "DE89370400440532013000");
  private static final String DECISION = "form#ciba-push-decision";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Stage stage;
  private String approved = "";

  ApprovalScenes(Stage stage) {
    this.stage = stage;
  }

  String approvedToken() {
    return approved;
  }

  void approve() {
    PushSubscription device = enrol();
    String details = Json.array(TRADE.asDetails()).toString();
    Story.require(details.length() > 200, "too short for the story");
    Reply asked = stage.agent.ask(request(details)).expect(200);
    String id = asked.text("auth_req_id");
    Duration interval = Duration.ofSeconds(asked.json().path("interval").asInt(5));
    stage.agent.poll(id).expectError(400, "authorization_pending");

    decide(approvalId(device));
    LockSupport.parkNanos(interval.plusMillis(500).toNanos());
    Reply tokens = stage.agent.poll(id).expect(200);
    approved = tokens.text("access_token");
    JsonNode claims = Stage.claims(approved);
    stage.transcript.show("The access token says:", claims);
    carriesExactly(tokens.json().path("authorization_details"), "the response");
    carriesExactly(claims.path("authorization_details"), "the access token");
    Story.require(
        !tokens.json().has("refresh_token"), "an approval must not come with a refresh token");
  }

  private PushSubscription enrol() {
    DemoApp.Start start = stage.app.start(Map.of("kc_action", "push-approval-device"));
    Document page = stage.alice.reach(start.url(), "form#ciba-push-enrol");
    Element form = page.expectFirst("form#ciba-push-enrol");
    PushSubscription device =
        PushSubscription.at(stage.push.subscribe(form.attr("data-application-server-key")));
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("endpoint", device.endpoint());
    fields.put("p256dh", device.p256dh());
    fields.put("auth", device.auth());
    fields.put("name", "Alice's phone");
    stage.alice.browser().submit("form#ciba-push-enrol", fields);
    Story.require(
        stage.callback.parameter("kc_action_status").equals("success"),
        "the browser was not enrolled: " + stage.alice.page().text());
    Story.require(
        stage.push.next(device.endpoint(), PATIENCE).isPresent(), "no push after the enrolment");
    stage.transcript.say(
        "Alice has enrolled her browser, and a first push has come: its subscription is "
            + device.endpoint());
    return device;
  }

  private static Map<String, String> request(String details) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("scope", "openid trade trading-permissions");
    request.put("login_hint", "alice");
    request.put("binding_message", "Sell 100 ACME for 4,200 USD?");
    request.put("authorization_details", details);
    request.put("requested_expiry", "120");
    return request;
  }

  private String approvalId(PushSubscription device) {
    DemoPushService.Message message =
        stage
            .push
            .next(device.endpoint(), PATIENCE)
            .orElseThrow(() -> new Unexpected("no push message within " + PATIENCE));
    JsonNode text = Json.parse(device.decrypt(message.body()));
    stage.transcript.say(
        "The push service received %d bytes it cannot read (%s); Alice's browser decrypts:"
            .formatted(message.body().length, message.headers()));
    stage.transcript.show("", text);
    Story.require(text.path("kind").asText().equals("approval"), "not an approval: " + text);
    return text.path("id").asText();
  }

  private void decide(String approval) {
    String url = stage.agents.issuer() + "/ciba-push/approve/" + approval;
    Document page = stage.alice.reach(url, DECISION);
    String seen = page.body().text();
    stage.transcript.say("Alice opens " + url + " and reads:\n     " + seen);
    for (String wanted : new String[] {"Trading agent", "ACME", "Sell 100 ACME for 4,200 USD?"}) {
      Story.require(seen.contains(wanted), "the page does not show " + wanted);
    }
    Story.require(seen.replace(",", "").contains("4200.00"), "the page does not show the amount");
    stage.alice.browser().submit(DECISION, Map.of("decision", "approve"));
    Story.require(
        stage.alice.page().selectFirst("[data-result=approved]") != null,
        "not approved: " + stage.alice.page().text());
    stage.transcript.say("She presses Approve.");
  }

  private static void carriesExactly(JsonNode details, String where) {
    int trades = 0;
    for (JsonNode entry : details) {
      if (entry.path("type").asText().equals("trade")) {
        Story.require(entry.equals(TRADE.asDetails()), where + " carries other details: " + entry);
        trades++;
      }
    }
    Story.require(trades == 1, where + " carries no approved trade: " + details);
  }
}
