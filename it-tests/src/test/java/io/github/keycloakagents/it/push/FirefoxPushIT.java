package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.NodeProgram;
import io.github.keycloakagents.it.server.PushPort;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Web Push in a real Firefox, offline: it subscribes at a small push service, decrypts what the
 * server sent (RFC 8291, an implementation independent of ours), shows the notification and, when
 * that is clicked, opens the request.
 */
@StockKeycloak(
    jars = Jar.CIBA_PUSH,
    options =
        "--spi-ciba-auth-channel--ciba-push--allowed-push-services=http://localhost:{push.port}")
class FirefoxPushIT {

  @Test
  void aClickOnTheNotificationOpensTheRequest(KeycloakServer server) {
    ApprovalRealm realm = ApprovalRealm.create(server, "firefox");
    try (NodeProgram alice =
        NodeProgram.start(
            "push",
            "firefox.mjs",
            Map.of(
                "FIREFOX", firefox(),
                "PUSH_PORT", Integer.toString(PushPort.NUMBER),
                "ENROLMENT", realm.enrolment(),
                "PAGES", realm.pages(),
                "USERNAME", "alice"))) {
      String enrolled = alice.await("enrolled").asText();
      assertTrue(enrolled.contains("kc_action_status=success"), enrolled);
      assertEquals("Notifications are on", alice.await("welcome").path("title").asText());
      String authReqId = realm.ask("agent").expect(200).text("auth_req_id");
      assertTrue(alice.await("posted").asInt() > 0);
      assertEquals(100, alice.await("acknowledged").asInt());
      JsonNode notification = alice.await("notification");
      assertEquals("Approval requested", notification.path("title").asText());
      assertFalse(notification.toString().contains("ACME"), notification.toString());
      assertTrue(
          notification.path("url").asText().startsWith(realm.pages() + "approve/"),
          notification.toString());
      assertEquals(notification.path("url").asText(), alice.await("opened").asText());
      String page = alice.await("page").asText();
      assertTrue(page.contains(ApprovalRealm.MESSAGE), page);
      assertEquals("approved", alice.await("result").asText());
      assertEquals(notification.path("tag").asText(), alice.await("replaced").path("tag").asText());
      realm.poll(authReqId).expect(200);
    } finally {
      realm.delete();
    }
  }

  private static String firefox() {
    Optional<String> found =
        List.of(
                Optional.ofNullable(System.getenv("FIREFOX")).orElse(""),
                "/usr/bin/firefox-esr",
                "/usr/bin/firefox")
            .stream()
            .filter(path -> !path.isEmpty() && Files.isExecutable(Path.of(path)))
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "skipped: no Firefox; install firefox-esr");
    return found.orElseThrow();
  }
}
