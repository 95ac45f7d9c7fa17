package io.github.keycloakagents.finescopes.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcePatternTest {

  @ParameterizedTest
  @CsvSource({
    "account-1, account-1, true",
    "account-1, account-12, false",
    "account-1, Account-1, false",
    "account-*, account-, true",
    "account-*, account-1/2, true",
    "account-*, xaccount-1, false",
    "*-1, account-1, true",
    "a*b*c, abc, true",
    "a*b*c, aXbYc, true",
    "a*b*c, aXbYcZ, false",
    "*, anything, true",
    "docs.*, docsX1, false",
    "type:t, type:t, false",
  })
  void matchesNames(String pattern, String name, boolean matches) {
    assertEquals(matches, ResourcePattern.of(pattern).matches(name, null));
  }

  @Test
  void matchesTypesExactly() {
    assertEquals(true, ResourcePattern.of("type:account").matches("x", "account"));
    assertEquals(false, ResourcePattern.of("type:account").matches("account", "accounts"));
    assertEquals(false, ResourcePattern.of("type:a*").matches("x", "account"));
    assertEquals(false, ResourcePattern.of("type:account").matches("x", null));
  }

  @Test
  void aStarThatAClientSentIsJustACharacter() {
    assertEquals(false, new ResourcePattern.Named("*").matches("account-1", null));
  }

  @RepeatedTest(300)
  void agreesWithRegularExpressions(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    String pattern = word(random, "ab*", 6);
    String name = word(random, "ab", 8);
    boolean expected = Pattern.matches(pattern.replace("*", ".*"), name);
    assertEquals(expected, new ResourcePattern.Glob(pattern).matches(name, null));
  }

  private static String word(Random random, String letters, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < random.nextInt(length + 1); i++) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
