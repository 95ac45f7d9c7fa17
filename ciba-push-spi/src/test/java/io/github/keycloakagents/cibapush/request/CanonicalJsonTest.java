package io.github.keycloakagents.cibapush.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

  @Test
  void isTheExampleOfTheRfc() throws Exception {
    assertEquals(
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
        CanonicalJson.of(
            read(
                "{\"numbers\":[333333333.3333333, 1E30, 4.50, 2e-3,"
                    + " 0.000000000000000000000000001],"
                    + "\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                    + "\"literals\":[null,true,false]}")));
  }

  @Test
  void sortsByUtf16AsTheRfcDoes() throws Exception {
    assertEquals(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small"
            + " Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"\uD83D\uDE00\":\"Emoji: Grinning"
            + " Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}",
        CanonicalJson.of(
            read(
                "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew"
                    + " Letter Dalet With Dagesh\",\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji:"
                    + " Grinning Face\",\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter"
                    + " O With Diaeresis\"}")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "4200.00, 4200",
    "9007199254740992, 9007199254740992",
    "295147905179352830000, 295147905179352830000",
    "1e21, 1e+21",
    "1e23, 1e+23",
    "999999999999999900000, 999999999999999900000",
    "0.000001, 0.000001",
    "1e-7, 1e-7",
    "9.999999999999997e22, 9.999999999999997e+22",
    "5e-324, 5e-324",
    "-1.7976931348623157e308, -1.7976931348623157e+308"
  })
  void writesNumbersAsEcmaScript(String in, String out) throws Exception {
    assertEquals("{\"n\":" + out + "}", CanonicalJson.of(read("{\"n\":" + in + "}")));
  }

  @Test
  void differentNumbersNeverLookTheSame() throws Exception {
    assertNotEquals(
        CanonicalJson.of(read("{\"n\":9007199254740992}")),
        CanonicalJson.of(read("{\"n\":9007199254740993}")));
  }

  private static Map<String, Object> read(String json) throws Exception {
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
        .build()
        .readValue(json, new TypeReference<>() {});
  }
}
