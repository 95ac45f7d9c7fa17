package io.github.keycloakagents.finescopes.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionReaderTest {

  private final PermissionReader reader = new PermissionReader();

  @Test
  void readsEveryFieldAndKeepsUnknownOnesAsTheyCame() {
    List<Permission> permissions =
        entries(
            """
            [{"type":"resource_permission","locations":["api","https://api.example"],
              "identifier":"account-1","actions":["read","trade","read"],"datatypes":["x"],
              "limit":{"amount":12345678901234567890.50,"currency":"EUR"},"flag":null}]
            """);
    assertEquals(1, permissions.size());
    Permission p = permissions.get(0);
    assertEquals(List.of("api", "https://api.example"), p.locations());
    assertEquals("account-1", p.identifier());
    assertEquals(List.of("read", "trade"), p.actions());
    assertEquals(List.of("datatypes", "limit", "flag"), List.copyOf(p.more().keySet()));
    assertEquals(
        Map.of("amount", new BigDecimal("12345678901234567890.50"), "currency", "EUR"),
        p.more().get("limit"));
  }

  @Test
  void leavesOtherTypesAlone() {
    assertEquals(
        1,
        entries("[{\"type\":\"trade\",\"actions\":7},{\"type\":\"resource_permission\"}]").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "\"x\"",
        "[",
        "[]",
        "[1]",
        "[[]]",
        "[null]",
        "[{}]",
        "[{\"type\":7}]",
        "[{\"type\":\"resource_permission\"}] x",
        "[{\"type\":\"resource_permission\"}][]",
        "[{\"type\":\"resource_permission\",\"type\":\"other\"}]",
        "[{\"type\":\"resource_permission\",\"actions\":[\"a\"],\"actions\":[\"b\"]}]",
        "[{\"type\":\"resource_permission\",\"identifier\":7}]",
        "[{\"type\":\"resource_permission\",\"identifier\":null}]",
        "[{\"type\":\"resource_permission\",\"identifier\":\" \"}]",
        "[{\"type\":\"resource_permission\",\"identifier\":\"a\\u0000b\"}]",
        "[{\"type\":\"resource_permission\",\"identifier\":\"a\\u200bb\"}]",
        "[{\"type\":\"resource_permission\",\"identifier\":\"a\\u202eb\"}]",
        "[{\"type\":\"resource_permission\",\"identifier\":\"\\ud800\"}]",
        "[{\"type\":\"resource_permission\",\"locations\":\"api\"}]",
        "[{\"type\":\"resource_permission\",\"locations\":[]}]",
        "[{\"type\":\"resource_permission\",\"actions\":[1]}]",
        "[{\"type\":\"resource_permission\",\"actions\":[[\"a\"]]}]",
        "[{\"type\":\"resource_permission\",\"datatypes\":{\"a\":1}}]",
        "[{\"type\":\"resource_permission\",\"privileges\":\"admin\"}]",
        "[{'type':'resource_permission'}]",
        "[{\"type\":\"resource_permission\",\"x\":NaN}]",
        "[{\"type\":\"resource_permission\",}]",
        "[{\"type\":\"resource_permission\"}/**/]",
      })
  void refuses(String text) {
    assertInstanceOf(Parsed.Malformed.class, reader.read(text));
  }

  @Test
  void boundsEntriesDepthLengthAndValues() {
    String entry = "{\"type\":\"resource_permission\"}";
    assertEquals(100, entries("[" + (entry + ",").repeat(99) + entry + "]").size());
    refuses("[" + (entry + ",").repeat(100) + entry + "]");
    refuses("[" + (entry + ",").repeat(9_999) + entry + "]");
    refuses("[".repeat(100_000));
    refuses("[{\"type\":\"resource_permission\",\"x\":" + "[".repeat(7) + "]".repeat(7) + "}]");
    refuses("[{\"type\":\"resource_permission\",\"identifier\":\"" + "a".repeat(256) + "\"}]");
    refuses("[{\"type\":\"resource_permission\",\"x\":\"" + "a".repeat(65_536) + "\"}]");
    refuses("[{\"type\":\"resource_permission\",\"x\":" + "9".repeat(41) + "}]");
    refuses("[{\"type\":\"resource_permission\",\"actions\":[" + "\"a\",".repeat(50) + "\"a\"]}]");
  }

  @Test
  void neverRepeatsWhatTheClientSent() {
    Parsed parsed =
        reader.read("[{\"type\":\"resource_permission\",\"identifier\":{\"s3cret\":1}}]");
    assertEquals(new Parsed.Malformed("entry 0: identifier must be a readable string"), parsed);
  }

  @RepeatedTest(200)
  void whatIsWrittenIsReadBackTheSame(RepetitionInfo run) throws JsonProcessingException {
    Random random = new Random(run.getCurrentRepetition());
    List<Map<String, Object>> sent = new ArrayList<>();
    List<Permission> expected = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(10); i++) {
      Map<String, Object> more = new LinkedHashMap<>();
      more.put("own" + random.nextInt(), random.nextInt());
      more.put("text", name(random));
      Permission permission =
          new Permission(List.of(name(random)), name(random), List.of(name(random)), more);
      Map<String, Object> entry = new LinkedHashMap<>(more);
      entry.put("type", Permission.TYPE);
      entry.put("locations", permission.locations());
      entry.put("identifier", permission.identifier());
      entry.put("actions", permission.actions());
      sent.add(entry);
      expected.add(permission);
    }
    assertEquals(expected, entries(new ObjectMapper().writeValueAsString(sent)));
  }

  @RepeatedTest(200)
  void damageIsRefusedOrReadButNeverThrown(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    StringBuilder text =
        new StringBuilder(
            "[{\"type\":\"resource_permission\",\"locations\":[\"a\"],\"identifier\":\"b\","
                + "\"actions\":[\"c\"],\"x\":{\"y\":[1,2.5e3,true,null]}}]");
    for (int i = 0; i <= random.nextInt(4); i++) {
      text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(96)));
    }
    reader.read(text.toString());
  }

  private static String name(Random random) {
    return random
        .ints(1 + random.nextInt(20), 0x21, 0x2000)
        .filter(c -> Character.isLetterOrDigit(c) || c == '*' || c == '/')
        .collect(
            () -> new StringBuilder("n"), StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private List<Permission> entries(String text) {
    return assertInstanceOf(Parsed.Entries.class, reader.read(text)).permissions();
  }
}
