package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Nodes;
import io.github.keycloakagents.it.server.PushPort;
import org.jsoup.nodes.Document;

/** Enrol, ask, approve, token, history and erasure on a database, with text of many alphabets. */
record MainPath(Nodes nodes) {
  private static final String DETAILS =
      "[{\"type\":\"trade\",\"instrument\":\"株式会社アクメ 🚀\",\"side\":\"sell\",\"quantity\":100,"
          + "\"amount\":{\"value\":\"4200.00\",\"currency\":\"USD\"},\"note\":\""
          + "Größe und Ähnliches; ".repeat(120)
          + "\"}]";
  private static final String MESSAGE = "株を100株売りますか 🚀 Größe?";

  void walk() {
    ApprovalRealm realm = ApprovalRealm.create(nodes.first(), "main-path");
    try (DemoPushService push = new DemoPushService(PushPort.NUMBER)) {
      Person alice = realm.person("alice");
      PushSubscription phone = realm.enrol(alice, push);
      String authReqId =
          realm
              .ask("agent", "binding_message", MESSAGE, "authorization_details", DETAILS)
              .expect(200)
              .text("auth_req_id");
      String approval = realm.pushed(phone, push);
      assertEquals("approved", realm.decide(alice, approval, "approve"));
      Reply tokens = realm.poll(authReqId).expect(200);
      assertEquals(
          ApprovalRealm.json(DETAILS),
          Reply.claims(tokens.accessToken()).path("authorization_details"));
      String refused =
          realm.ask("agent", "binding_message", "Second").expect(200).text("auth_req_id");
      assertEquals(
          "denied", realm.decide(alice, realm.pushed(phone, push), "deny", "reason", "今はだめ 🙅"));
      assertEquals("今はだめ 🙅", realm.poll(refused).text("error_description"));
      alice.browser().open(realm.pages() + "history?q=%E6%A0%AA%E3%82%92");
      Document found = alice.page();
      assertEquals(1, found.select("li.cp-card").size(), found.text());
      assertTrue(found.text().contains(MESSAGE), found.text());
      String all = "/admin/realms/" + realm.name() + "/ciba-push/approvals";
      assertEquals(2, new Admin(nodes.first()).get(all).expect(200).json().size());
    } finally {
      realm.delete();
    }
  }
}
