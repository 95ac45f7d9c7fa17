package io.github.keycloakagents.cibapush.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationDetailsTest {

  @Test
  void keepsOrderAndDigits() {
    String json =
        "[{\"type\":\"trade\",\"z\":4200.00,\"a\":12345678901234567890123,\"b\":[1,null]}]";
    AuthorizationDetails details = AuthorizationDetails.parse(json);
    assertEquals(json, details.json());
    assertEquals(Set.of("trade"), details.types());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "[null]",
        "[1]",
        "[{}]",
        "[{\"type\":1}]",
        "[{\"type\":\"\"}]",
        "[{\"type\":\"a\",\"type\":\"b\"}]",
        "[{\"type\":\"a\"}] [{\"type\":\"b\"}]",
        "[{\"type\":\"a\",\"x\":{\"x\":{\"x\":{\"x\":{\"x\":{\"x\":1}}}}}}]",
        "[{\"type\":\"a\",\"x\":\"\\u202e\"}]",
        "[{\"type\":\"a\",\"\\u0000\":1}]",
        "[{\"type\":\"a\"},{\"type\":\"a\"},{\"type\":\"a\"},{\"type\":\"a\"},{\"type\":\"a\"},{\"type\":\"a\"}]"
      })
  void refuses(String json) {
    RequestRefused refused =
        assertThrows(RequestRefused.class, () -> AuthorizationDetails.parse(json));
    assertEquals("invalid_authorization_details", refused.error());
  }

  @Test
  void refusesMoreThanFiveKilobytes() {
    String json = "[{\"type\":\"a\",\"x\":\"%s\"}]".formatted("ä".repeat(2560));
    assertThrows(RequestRefused.class, () -> AuthorizationDetails.parse(json));
  }
}
