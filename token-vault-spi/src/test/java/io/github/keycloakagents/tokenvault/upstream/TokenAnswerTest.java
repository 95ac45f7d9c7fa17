package io.github.keycloakagents.tokenvault.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenAnswerTest {

  @Test
  void aSilentProviderGrantedWhatItWasAskedFor() {
    assertEquals(Set.of("read"), answer(null).scopesAs(Set.of("read")));
  }

  @Test
  void keepsTheNamesThatWereAskedFor() {
    String graph = "https://graph.microsoft.com/";
    assertEquals(
        Set.of("openid", "Mail.Read", "Files.Read"),
        answer(Set.of("openid", graph + "mail.read", graph + "Files.Read"))
            .scopesAs(Set.of("openid", "Mail.Read", "Files.Read")));
    assertEquals(
        Set.of(graph + "Mail.Read"),
        answer(Set.of(graph + "mail.read")).scopesAs(Set.of(graph + "Mail.Read")));
  }

  @Test
  void doesNotTakeOneScopeForAnother() {
    Set<String> granted = Set.of("read", "https://api.example/write", "admin:org");
    assertEquals(
        granted, answer(granted).scopesAs(Set.of("https://other.example/write", "org", "rea")));
    assertEquals(Set.of("READ"), answer(Set.of("READ")).scopesAs(Set.of("Read ")));
  }

  private static TokenAnswer answer(@Nullable Set<String> scopes) {
    return new TokenAnswer("t", null, null, null, scopes);
  }
}
