package io.github.keycloakagents.finescopes.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.permission.ResourcePattern;
import io.github.keycloakagents.finescopes.spi.Entitlement;
import io.github.keycloakagents.finescopes.spi.EntitlementSource.TooManyResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GrantingTest {

  private static final ResourceServer BANK =
      new ResourceServer("bank", List.of("https://bank.example"));
  private static final ResourceServer NEWS = new ResourceServer("news", List.of());
  private static final Allowance ALL_BANK = allow(BANK, "*");

  private final Map<String, List<Entitlement>> policies =
      Map.of(
          "bank",
          List.of(
              new Entitlement("a1", "account", Set.of("read", "pay"), null),
              new Entitlement("a2", "account", Set.of("read"), null),
              new Entitlement("vault", null, Set.of(), null)),
          "news",
          List.of(new Entitlement("sport", "topic", Set.of("read"), null)));
  private final Granting granting =
      new Granting((server, wanted) -> policies.getOrDefault(server.clientId(), List.of()));

  @Test
  void nothingAskedChangesNothing() {
    assertInstanceOf(Decision.NothingAsked.class, decide(wish(List.of(), List.of(), List.of())));
  }

  @Test
  void grantsThePartThatPoliciesAndCeilingAllow() {
    Decision decision =
        decide(
            wish(
                List.of(
                    permission("https://bank.example", "a1", "read", "pay", "fly"),
                    permission("bank", "a2", "pay"),
                    permission("news", "sport", "read")),
                List.of(),
                List.of(allow(BANK, "*", "pay", "read"))));
    assertEquals(
        new Decision.Granted(
            List.of(permission("https://bank.example", "a1", "read", "pay")),
            Set.of("bank", "https://bank.example")),
        decision);
  }

  @Test
  void aResourceWithoutActionsIsGrantedWhole() {
    assertEquals(
        List.of(permission("bank", "vault")),
        granted(wish(List.of(permission("bank", "vault")), List.of(), List.of(ALL_BANK))));
  }

  @Test
  void scopesAskOnlyWhereDetailsDoNot() {
    Wish wish = wish(List.of(), List.of(allow(BANK, "type:account")), List.of(ALL_BANK));
    assertEquals(
        List.of(
            permission("https://bank.example", "a1", "pay", "read"),
            permission("https://bank.example", "a2", "read")),
        granted(wish));
    assertEquals(
        List.of(permission("bank", "a2", "read")),
        granted(wish(List.of(permission("bank", "a2")), wish.scopes(), List.of(ALL_BANK))));
  }

  @Test
  void nothingGrantedIsAnErrorOnlyWhereDetailsOrResourceAsked() {
    assertInstanceOf(
        Decision.NothingGranted.class,
        decide(wish(List.of(), List.of(allow(BANK, "none")), List.of(ALL_BANK))));
    assertEquals(
        "invalid_authorization_details",
        refused(wish(List.of(permission("bank", "none")), List.of(), List.of(ALL_BANK))));
    assertEquals(
        "invalid_target",
        refused(target(List.of(), List.of(allow(BANK, "none")), List.of("bank"))));
    assertEquals(
        "invalid_target",
        refused(target(List.of(), List.of(ALL_BANK), List.of("https://bank.example/"))));
  }

  @Test
  void anEntryWithoutLocationTakesTheResourceParameter() {
    Permission nowhere = new Permission(List.of(), "a1", List.of("read"), Map.of());
    assertEquals(
        "invalid_authorization_details",
        refused(wish(List.of(nowhere), List.of(), List.of(ALL_BANK))));
    Decision decision =
        decide(target(List.of(nowhere), List.of(), List.of("https://bank.example")));
    assertEquals(
        List.of(permission("https://bank.example", "a1", "read")),
        assertInstanceOf(Decision.Granted.class, decision).permissions());
  }

  @Test
  void aUriWithinAResourceIsGrantedAsItWasAskedFor() {
    Granting folder =
        new Granting(
            (server, wanted) ->
                List.of(new Entitlement("team", "folder", Set.of("read"), "/team/plan.md")));
    Permission plan = permission("bank", "/team/plan.md", "read");
    Wish asked = wish(List.of(plan), List.of(), List.of(allow(BANK, "team")));
    assertEquals(
        List.of(plan),
        assertInstanceOf(Decision.Granted.class, folder.decide(asked)).permissions());
    for (Permission other :
        List.of(permission("bank", "team", "read"), permission("bank", "/team/x", "read"))) {
      assertInstanceOf(
          Decision.Refused.class,
          folder.decide(wish(List.of(other), List.of(), List.of(ALL_BANK))));
    }
    assertInstanceOf(
        Decision.Refused.class,
        folder.decide(wish(List.of(plan), List.of(), List.of(allow(BANK, "/team/*")))),
        "client scopes name resources");
    for (Permission carried : List.of(plan, permission("bank", "team", "read"))) {
      assertInstanceOf(
          Decision.Granted.class, folder.decide(carrying(carried, plan)), carried.toString());
    }
    assertInstanceOf(
        Decision.Refused.class,
        folder.decide(carrying(permission("bank", "/team/x", "read"), plan)));
  }

  private static Wish carrying(Permission carried, Permission asked) {
    return new Wish(
        List.of(asked), List.of(), List.of(ALL_BANK), List.of(), List.of(), List.of(carried), true);
  }

  @Test
  void tooManyAreRefused() {
    List<Entitlement> many =
        IntStream.range(0, 101)
            .mapToObj(i -> new Entitlement("r" + i, null, Set.of("x"), null))
            .toList();
    Wish wish = wish(List.of(), List.of(ALL_BANK), List.of(ALL_BANK));
    assertInstanceOf(Decision.Refused.class, new Granting((server, wanted) -> many).decide(wish));
    assertInstanceOf(
        Decision.Refused.class,
        new Granting(
                (server, wanted) -> {
                  throw new TooManyResources(1);
                })
            .decide(wish));
  }

  @Test
  void ownFieldsCannotGrowInAnExchange() {
    Permission limited = with("a1", Map.of("limit", 100, "datatypes", List.of("x", "y")));
    assertEquals(List.of(limited), carried(limited, with("a1", Map.of())));
    assertEquals(
        List.of(with("a1", Map.of("limit", 100, "datatypes", List.of("x")))),
        carried(limited, with("a1", Map.of("datatypes", List.of("x")))));
    assertEquals(List.of(), carried(limited, with("a1", Map.of("limit", 1000))));
    assertEquals(List.of(), carried(limited, with("a1", Map.of("datatypes", List.of("z")))));
    assertEquals(List.of(), carried(limited, with("a1", Map.of("privileges", List.of("admin")))));
    assertEquals(List.of(), carried(limited, with("a2", Map.of())));
  }

  @RepeatedTest(300)
  void neverMoreThanAnyOfTheBounds(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    List<Permission> carried = random(random, 3);
    Wish wish =
        new Wish(
            random(random, 4),
            List.of(),
            List.of(allow(BANK, pick(random, "a1", "a*", "type:account"), "read", "pay")),
            List.of(),
            List.of(),
            carried,
            true);
    if (decide(wish) instanceof Decision.Granted granted) {
      for (Permission p : granted.permissions()) {
        assertTrue(covered(wish.details(), p), "asked");
        assertTrue(covered(carried, p), "carried");
        assertTrue(
            policies.get("bank").stream()
                .anyMatch(
                    e ->
                        e.resource().equals(p.identifier())
                            && e.actions().containsAll(p.actions())),
            "policies");
        assertTrue(wish.ceiling().get(0).resources().matches(p.identifier(), "account"), "ceiling");
      }
    }
  }

  private static boolean covered(List<Permission> bounds, Permission p) {
    return p.actions().stream()
        .allMatch(
            action ->
                bounds.stream()
                    .anyMatch(
                        b ->
                            b.identifier().equals(p.identifier()) && b.actions().contains(action)));
  }

  private static List<Permission> random(Random random, int most) {
    List<Permission> permissions = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(most); i++) {
      permissions.add(
          permission(
              pick(random, "bank", "https://bank.example", "news"),
              pick(random, "a1", "a2", "a3", "*"),
              pick(random, "read", "pay", "fly")));
    }
    return permissions;
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private List<Permission> carried(Permission carried, Permission asked) {
    Wish wish =
        new Wish(
            List.of(asked),
            List.of(),
            List.of(ALL_BANK),
            List.of(),
            List.of(),
            List.of(carried),
            false);
    return decide(wish) instanceof Decision.Granted granted ? granted.permissions() : List.of();
  }

  private static Permission with(String identifier, Map<String, Object> more) {
    return new Permission(List.of("bank"), identifier, List.of("read"), more);
  }

  private static Permission permission(String location, String identifier, String... actions) {
    return new Permission(List.of(location), identifier, List.of(actions), Map.of());
  }

  private static Allowance allow(ResourceServer server, String pattern, String... actions) {
    return new Allowance(server, ResourcePattern.of(pattern), Set.of(actions));
  }

  private static Wish wish(
      List<Permission> details, List<Allowance> scopes, List<Allowance> ceiling) {
    return new Wish(details, scopes, ceiling, List.of(), List.of(), null, true);
  }

  private static Wish target(
      List<Permission> details, List<Allowance> scopes, List<String> resources) {
    return new Wish(
        details, scopes, List.of(ALL_BANK, allow(NEWS, "*")), resources, List.of(), null, true);
  }

  private Decision decide(Wish wish) {
    return granting.decide(wish);
  }

  private List<Permission> granted(Wish wish) {
    return assertInstanceOf(Decision.Granted.class, decide(wish)).permissions();
  }

  private String refused(Wish wish) {
    return assertInstanceOf(Decision.Refused.class, decide(wish)).error();
  }
}
