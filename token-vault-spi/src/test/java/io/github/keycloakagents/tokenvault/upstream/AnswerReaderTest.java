package io.github.keycloakagents.tokenvault.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  private final AnswerReader reader = new AnswerReader();

  @Test
  void readsGoogle() {
    TokenAnswer answer =
        reader
            .read(
                """
                {"access_token":"ya29.a0","expires_in":3599,"refresh_token":"1//0g",
                 "scope":"openid https://www.googleapis.com/auth/calendar","token_type":"Bearer",
                 "id_token":"e.y.J"}
                """)
            .orElseThrow();
    assertEquals("ya29.a0", answer.access());
    assertEquals("1//0g", answer.refresh());
    assertEquals(3599L, answer.expiresIn());
    assertEquals(Set.of("openid", "https://www.googleapis.com/auth/calendar"), answer.scopes());
  }

  @Test
  void readsGitHubsForm() {
    TokenAnswer answer =
        reader.read("access_token=gho_16C7&scope=repo%2Cgist&token_type=bearer").orElseThrow();
    assertEquals("gho_16C7", answer.access());
    assertEquals(Set.of("repo", "gist"), answer.scopes());
    assertEquals("bearer", answer.type());
    assertNull(answer.expiresIn());
    assertNull(answer.refresh());
  }

  @Test
  void readsMicrosoftsNumbersAsText() {
    TokenAnswer answer =
        reader
            .read("{\"access_token\":\"t\",\"expires_in\":\"3600\",\"ext_expires_in\":\"3600\"}")
            .orElseThrow();
    assertEquals(3600L, answer.expiresIn());
  }

  @Test
  void readsSlack() {
    TokenAnswer answer =
        reader
            .read(
                """
                {"ok":true,"access_token":"xoxe.xoxb-1","expires_in":43200,"refresh_token":"xoxe-1",
                 "token_type":"bot","scope":"commands,incoming-webhook","team":{"name":"T"}}
                """)
            .orElseThrow();
    assertEquals("bot", answer.type());
    assertEquals(Set.of("commands", "incoming-webhook"), answer.scopes());
  }

  @Test
  void readsTheUsersTokensInsideAuthedUser() {
    TokenAnswer answer =
        reader
            .read(
                """
                {"ok":true,"authed_user":{"id":"U","access_token":"xoxp-1","refresh_token":"xoxe-1",
                 "expires_in":43200,"token_type":"user","scope":"chat:write"}}
                """)
            .orElseThrow();
    assertEquals("xoxp-1", answer.access());
    assertEquals("xoxe-1", answer.refresh());
    assertEquals(Set.of("chat:write"), answer.scopes());
    assertTrue(
        reader
            .read("{\"ok\":false,\"error\":\"x\",\"authed_user\":{\"access_token\":\"t\"}}")
            .isEmpty());
  }

  @Test
  void readsScopesByBitbucketsName() {
    assertEquals(
        Set.of("account", "repository"),
        reader
            .read("{\"access_token\":\"t\",\"scopes\":\"repository account\"}")
            .orElseThrow()
            .scopes());
  }

  @Test
  void boundsScopes() {
    Set<String> scopes =
        reader
            .read(
                "{\"access_token\":\"t\",\"scope\":\"a b\\u0000 c" + " long".repeat(9_000) + "\"}")
            .orElseThrow()
            .scopes();
    assertEquals(Set.of("a", "c", "long"), scopes);
  }

  @Test
  void takesZeroForNotSaid() {
    assertNull(reader.read("{\"access_token\":\"t\",\"expires_in\":0}").orElseThrow().expiresIn());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"access_token\":",
        "{\"access_token\":{}}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":null}",
        "{\"access_token\":\"a\\nb\"}",
        "{\"access_token\":\"a\\u0000b\"}",
        "{\"access_token\":\"t\",\"error\":\"bad_refresh_token\"}",
        "<html><body>access_token=t</body></html>",
        "access_token=%zz",
        "access_token"
      })
  void refuses(String body) {
    assertTrue(reader.read(body).isEmpty());
  }

  @Test
  void refusesATokenBeyondAllMeasure() {
    assertFalse(reader.read("{\"access_token\":\"" + "x".repeat(32_769) + "\"}").isPresent());
  }

  @Test
  void findsErrorsInBothShapes() {
    assertEquals("invalid_grant", reader.error("{\"error\":\"invalid_grant\"}"));
    assertEquals("bad_refresh_token", reader.error("error=bad_refresh_token&error_uri=x"));
    assertNull(reader.error("<html>error</html>"));
    assertNull(reader.error(null));
  }

  @Test
  void survivesNoise() {
    Random random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      String text = new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1);
      reader.read((i % 2 == 0 ? "{\"access_token\":" : "access_token=") + text);
      reader.error(text);
    }
  }
}
