package io.github.keycloakagents.cibapush.preapproval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.cibapush.view.DetailsType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreApprovalTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Map<String, DetailsType> TYPES =
      Map.of(
          "pay", DetailsType.of("pay", null, "to sum:amount"),
          "note", DetailsType.of("note", null, "text"),
          "twice", DetailsType.of("twice", null, "a:amount b:amount"),
          "signed", DetailsType.of("signed", null, "sum:amount").asSigned());

  @Test
  void coversWhatIsWithinItsLimits() {
    assertEquals(Optional.of(new BigDecimal("90.00")), after(given("100", "60.00"), "30.00"));
    assertEquals(Optional.of(new BigDecimal("100.00")), after(given("100", "60.00"), "40.00"));
    assertTrue(after(given("100", "60.00"), "40.01").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"pay\",\"to\":\"x\",\"sum\":{\"value\":\"1\",\"currency\":\"USD\"}}",
        "{\"type\":\"pay\",\"to\":\"x\",\"sum\":{\"value\":\"1\",\"currency\":\"EUR\"},\"more\":1}",
        "{\"type\":\"pay\",\"sum\":{\"value\":\"1\",\"currency\":\"EUR\"}}",
        "{\"type\":\"pay\",\"to\":\"x\",\"sum\":{\"value\":\"1\",\"currency\":\"EUR\"},\"locations\":[\"b\"]}",
        "{\"type\":\"note\",\"to\":\"x\",\"sum\":{\"value\":\"1\",\"currency\":\"EUR\"}}"
      })
  void coversNothingElse(String entry) {
    Optional<Kind> kind = Kind.of("[" + entry + "]", "openid", TYPES);
    assertTrue(kind.flatMap(asked -> given("100", "0").after(asked, NOW)).isEmpty(), entry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1e1\"",
        "\"-1\"",
        "\"+1\"",
        "\" 1\"",
        "\"1,5\"",
        "\"01\"",
        "\"0\"",
        "\"0.0\"",
        "\".5\"",
        "\"1.\"",
        "\"0x10\"",
        "\"١\"",
        "\"1.00001\"",
        "\"1000000000000\"",
        "1e1",
        "-1",
        "true",
        "null",
        "[\"1\"]",
        "\"1\\n\"",
        "\"NaN\""
      })
  void readsAmountsStrictly(String value) {
    assertTrue(Kind.of(pay(value, "EUR"), "openid", TYPES).isEmpty(), value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eur", "EURO", "EU", "", "€"})
  void readsCurrenciesStrictly(String currency) {
    assertTrue(Kind.of(pay("\"1\"", currency), "openid", TYPES).isEmpty(), currency);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"type\":\"note\"},{\"type\":\"note\"}]",
        "[{\"type\":\"unknown\"}]",
        "[{\"type\":\"twice\",\"a\":{\"value\":\"1\",\"currency\":\"EUR\"}}]",
        "[{\"type\":\"signed\",\"sum\":{\"value\":\"1\",\"currency\":\"EUR\"}}]",
        "[{\"type\":\"pay\",\"sum\":{\"value\":\"1\",\"currency\":\"EUR\",\"tip\":\"9\"}}]"
      })
  void isNotOfferedForWhatItCannotBound(String details) {
    assertTrue(Kind.of(details, "openid", TYPES).isEmpty(), details);
  }

  @Test
  void endsWithItsTimeAndItsUses() {
    Kind asked = Kind.of(pay("\"1\"", "EUR"), "openid", TYPES).orElseThrow();
    assertTrue(given("100", "0").after(asked, NOW.plus(Duration.ofHours(1))).isEmpty());
    PreApproval used = given("100", "0");
    assertTrue(
        new PreApproval(
                "i", "u", "c", "a", used.kind(), BigDecimal.ZERO, 0, NOW, used.expires(), null, 1)
            .after(asked, NOW)
            .isEmpty());
  }

  @Test
  void limitsAreBounded() {
    Kind pay = Kind.of(pay("\"1\"", "EUR"), "openid", TYPES).orElseThrow();
    assertEquals(
        Optional.of(
            new Limits(3, Duration.ofMinutes(480), new Amount(new BigDecimal("9.50"), "EUR"))),
        limits(pay, "3", "480", "9.50"));
    assertTrue(limits(pay, "51", "60", "9").isEmpty());
    assertTrue(limits(pay, "0", "60", "9").isEmpty());
    assertTrue(limits(pay, "3", "481", "9").isEmpty());
    assertTrue(limits(pay, "3", "60", "").isEmpty());
    assertTrue(limits(pay, "3", "60", "1e9").isEmpty());
    assertTrue(limits(pay, "٣", "60", "9").isEmpty());
  }

  @Test
  void coversNoOtherScopes() {
    Kind asked = Kind.of(pay("\"1\"", "EUR"), "accounts openid", TYPES).orElseThrow();
    assertTrue(given("100", "0").after(asked, NOW).isEmpty());
  }

  private static Optional<Limits> limits(Kind kind, String uses, String minutes, String amount) {
    return Limits.of(
        kind, Map.of("pre_uses", uses, "pre_minutes", minutes, "pre_amount", amount)::get);
  }

  private static Optional<BigDecimal> after(PreApproval given, String cost) {
    return given.after(Kind.of(pay("\"" + cost + "\"", "EUR"), "openid", TYPES).orElseThrow(), NOW);
  }

  private static PreApproval given(String total, String spent) {
    Kind kind = Kind.of(pay("\"" + total + "\"", "EUR"), "openid", TYPES).orElseThrow();
    return new PreApproval(
        "i",
        "u",
        "c",
        "a",
        kind,
        new BigDecimal(spent),
        2,
        NOW,
        NOW.plus(Duration.ofHours(1)),
        null,
        0);
  }

  private static String pay(String value, String currency) {
    return "[{\"type\":\"pay\",\"to\":\"x\",\"sum\":{\"value\":%s,\"currency\":\"%s\"}}]"
        .formatted(value, currency);
  }
}
