package io.github.keycloakagents.cibapush.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserHintTest {

  @Test
  void readsSubjectIdentifiers() {
    assertEquals(
        new UserHint.IssuerSubject("https://id.example", "42"),
        UserHint.parse("{\"format\":\"iss_sub\",\"iss\":\"https://id.example\",\"sub\":\"42\"}"));
    assertEquals(
        new UserHint.Email("a@b.example"),
        UserHint.parse("{\"format\":\"email\",\"email\":\"a@b.example\"}"));
    assertEquals(new UserHint.NameOrEmail("alice"), UserHint.parse("alice"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{}", "{\"format\":\"phone_number\"}", "{\"format\":\"email\",\"email\":1}"})
  void refusesOthers(String hint) {
    assertThrows(RequestRefused.class, () -> UserHint.parse(hint));
  }

  @Test
  void boundsExpiry() {
    assertEquals(120, Expiry.of(null, 120, 300).seconds());
    assertEquals(200, Expiry.of(200, 120, 300).seconds());
    assertEquals(300, Expiry.of(4000, 120, 300).seconds());
    assertThrows(RequestRefused.class, () -> Expiry.of(29, 120, 300));
  }
}
