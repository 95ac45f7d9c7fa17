package io.github.keycloakagents.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private static final String TOKEN =
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSIsImF1ZCI6ImJhbmsifQ.c2lnbmF0dXJlc2lnbmF0dXJl";

  @Test
  void tokensAreShortened() {
    assertEquals("a=eyJhbGciOi…dXJl&b", Transcript.shortened("a=" + TOKEN + "&b"));
  }

  @Test
  void secretsAreShortened() {
    String secret =
        Base64.getEncoder().encodeToString("agent:agent-secret".getBytes(StandardCharsets.UTF_8));
    assertEquals("Basic YWdlbn…", Transcript.shortened("Basic " + secret));
  }

  @Test
  void addressesAndNamesStayWhole() {
    for (String text :
        new String[] {
          "urn:ietf:params:oauth:grant-type:token-exchange",
          "http://localhost:8080/realms/agents/protocol/openid-connect/token",
          "account-DE89370400440532013000",
          "insufficient_authorization_details"
        }) {
      assertEquals(text, Transcript.shortened(text));
    }
  }

  @Test
  void longRandomTextIsShortened() {
    String random = "4f9a0c1d2e3b4a5f6978-8a9b0c1d2e3f405162738495a6b7c8d9";
    assertFalse(Transcript.shortened(random).contains("405162"));
  }
}
