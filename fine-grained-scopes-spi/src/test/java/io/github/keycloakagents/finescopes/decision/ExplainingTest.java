package io.github.keycloakagents.finescopes.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.permission.ResourcePattern;
import io.github.keycloakagents.finescopes.spi.Entitlement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplainingTest {

  private static final ResourceServer BANK = new ResourceServer("bank", List.of());

  @Test
  void everyReasonHasItsCase() {
    List<Permission> asked =
        List.of(
            new Permission(List.of("bank"), "a1", List.of("read", "pay", "fly"), Map.of()),
            new Permission(List.of("elsewhere"), "a1", List.of("read"), Map.of()));
    Allowance readOnly = new Allowance(BANK, ResourcePattern.of("a*"), Set.of("read"));
    Wish wish = new Wish(asked, List.of(), List.of(readOnly), List.of(), List.of(), null, true);
    Explaining explaining =
        new Explaining(
            (server, wanted) ->
                List.of(new Entitlement("a1", "account", Set.of("read", "pay"), null)));
    assertEquals(
        List.of(
            "bank a1 read GRANTED",
            "bank a1 pay AGENT_SCOPES",
            "bank a1 fly POLICIES",
            "elsewhere a1 read RESOURCE_SERVER"),
        explaining.explain(wish).stream()
            .map(
                line ->
                    String.join(
                        " ", line.location(), line.resource(), line.action(), line.reason().name()))
            .toList());
  }
}
