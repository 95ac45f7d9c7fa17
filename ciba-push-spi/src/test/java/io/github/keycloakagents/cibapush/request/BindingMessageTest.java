package io.github.keycloakagents.cibapush.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingMessageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sell 100 ACME for 4,200 USD?",
        "100 ACME für 4.200 € verkaufen?",
        "株式100株を売却しますか？",
        "هل توافق على البيع؟",
        "Cafe\u0301 à l’angle: 5 % + $3"
      })
  void takesReadableText(String text) {
    assertEquals(text, BindingMessage.parse(text).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "line\nbreak",
        "tab\there",
        "bidi \u202Eoverride",
        "isolate \u2066x",
        "zero\u200Bwidth",
        "joiner\u200D",
        "bom\uFEFF",
        "no-break\u00A0space",
        "filler \u3164",
        "e\u0301\u0301\u0301\u0301"
      })
  void refusesWhatDeceives(String text) {
    RequestRefused refused = assertThrows(RequestRefused.class, () -> BindingMessage.parse(text));
    assertEquals("invalid_binding_message", refused.error());
  }

  @ParameterizedTest
  @ValueSource(ints = {140, 141})
  void countsCharactersNotUnits(int count) {
    String text = "\uD83D\uDE80".repeat(count);
    if (count == 140) {
      assertEquals(text, BindingMessage.parse(text).text());
    } else {
      assertThrows(RequestRefused.class, () -> BindingMessage.parse(text));
    }
  }
}
