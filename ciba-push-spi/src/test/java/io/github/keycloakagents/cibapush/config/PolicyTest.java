package io.github.keycloakagents.cibapush.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyTest {

  @Test
  void valuesOutOfBoundsCountAsNotSet() {
    Policy policy =
        Policy.of(Map.of("max.age", "-1", "max.pending", "many", "number.matching", "true"));
    assertEquals(Duration.ofSeconds(300), policy.maxAge());
    assertEquals(5, policy.maxPending());
    assertEquals(true, policy.numberMatching());
  }

  @Test
  void everyDefaultIsInBounds() {
    for (PolicyOption option : PolicyOption.values()) {
      assertEquals(true, option.accepts(option.fallback()), option.key());
    }
  }
}
