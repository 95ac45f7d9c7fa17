package io.github.keycloakagents.finescopes.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceUriTest {

  @Test
  void belongsToItselfThenToWhatIsAroundIt() {
    assertEquals(
        List.of("/team/2026/plan.md", "/team/2026/*", "/team/*", "/*"),
        ResourceUri.of("/team/2026/plan.md").orElseThrow().patterns());
    assertEquals(
        List.of("https://docs.example:8443/a", "https://docs.example:8443/*"),
        ResourceUri.of("https://docs.example:8443/a").orElseThrow().patterns());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "account-1",
        "team/plan.md",
        "/team/",
        "//team",
        "/team//plan.md",
        "/team/../board",
        "/team/./plan.md",
        "/..",
        "/team/%2e%2e/board",
        "/team/plan.md?x",
        "/team/plan.md#x",
        "/team\\board",
        "/team/*",
        "/team/plan md",
        "/team/pl\u0430n.md",
        "/team/plan.md\n",
        "ftp://docs.example/a",
        "https://DOCS.example/a",
        "https://me@docs.example/a",
        "https://docs.example",
        "https:///a"
      })
  void anythingElseIsNone(String identifier) {
    assertTrue(ResourceUri.of(identifier).isEmpty());
  }

  @Test
  void isBounded() {
    assertTrue(ResourceUri.of("/a".repeat(8)).isPresent());
    assertTrue(ResourceUri.of("/a".repeat(9)).isEmpty());
    assertTrue(ResourceUri.of("/" + "a".repeat(255)).isEmpty());
  }
}
