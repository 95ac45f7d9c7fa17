package io.github.keycloakagents.tokenvault.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshAnswerTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"invalid_grant\"}",
        "401 | {\"error\":\"invalid_grant\"}",
        "200 | {\"error\":\"bad_refresh_token\"}",
        "200 | error=bad_refresh_token",
        "200 | {\"ok\":false,\"error\":\"invalid_refresh_token\"}",
        "400 | {\"error\":\"interaction_required\"}"
      })
  void onlyARefusalOfTheGrantEndsIt(int status, String body) {
    assertInstanceOf(RefreshOutcome.Rejected.class, verdict(status, body, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {\"error\":\"invalid_grant\"}",
        "503 | ''",
        "502 | <html>bad gateway</html>",
        "429 | {\"error\":\"invalid_grant\"}",
        "408 | ''",
        "400 | <html>nonsense</html>",
        "400 | {\"error\":\"invalid_client\"}",
        "401 | {\"error\":\"invalid_client\"}",
        "200 | {\"access_token\":\"t\"",
        "200 | <html>login</html>",
        "200 | ''",
        "302 | ''",
        "404 | not here"
      })
  void nothingElseDoes(int status, String body) {
    assertInstanceOf(RefreshOutcome.Failed.class, verdict(status, body, null));
  }

  @Test
  void aScopeThatIsRefusedSaysNothingAboutTheGrant() {
    RefreshOutcome refused = verdict(400, "{\"error\":\"invalid_scope\"}", null);
    assertInstanceOf(RefreshOutcome.ScopeRefused.class, refused);
  }

  @ParameterizedTest
  @CsvSource({"7,7", "0,1", "999999999,3600"})
  void waitsAsLongAsTheProviderSays(String header, long seconds) {
    assertEquals(seconds, failed(429, header).retryAfter());
  }

  @Test
  void readsADate() {
    assertEquals(90, failed(503, "Tue, 24 Nov 2026 12:01:30 GMT").retryAfter());
    assertEquals(1, failed(503, "Tue, 24 Nov 2026 11:01:30 GMT").retryAfter());
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "1e9", ""})
  void doesNotStumbleOverNonsense(String header) {
    assertEquals(30, failed(429, header).retryAfter());
  }

  @Test
  void hasADefault() {
    assertEquals(30, failed(429, null).retryAfter());
    assertEquals(2, failed(500, null).retryAfter());
  }

  @Test
  void renews() {
    assertInstanceOf(RefreshOutcome.Renewed.class, verdict(200, "{\"access_token\":\"t\"}", null));
  }

  private static RefreshOutcome.Failed failed(int status, @Nullable String header) {
    return assertInstanceOf(RefreshOutcome.Failed.class, verdict(status, "", header));
  }

  private static RefreshOutcome verdict(int status, String body, @Nullable String header) {
    return new RefreshAnswer(status, body, header).verdict(new AnswerReader(), NOW);
  }
}
