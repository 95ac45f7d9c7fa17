package io.github.keycloakagents.finescopes.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActorChainTest {

  @Test
  void theNewestActorIsOutermost() {
    ActorChain chain = ActorChain.none().actedOnBy("agent").orElseThrow();
    assertEquals(Map.of("sub", "agent"), chain.claim());
    chain = chain.actedOnBy("trading").orElseThrow();
    assertEquals(Map.of("sub", "trading", "act", Map.of("sub", "agent")), chain.claim());
    assertEquals(List.of("trading", "agent"), chain.subjects());
  }

  @Test
  void theSameActorTwiceIsOne() {
    ActorChain chain = ActorChain.of(Map.of("sub", "agent", "iss", "https://as.example"));
    assertEquals(
        Map.of("sub", "agent", "iss", "https://as.example"),
        chain.actedOnBy("agent").orElseThrow().claim());
  }

  @Test
  void aFifthActorIsRefused() {
    ActorChain chain = ActorChain.none();
    for (String actor : List.of("a", "b", "c", "d")) {
      chain = chain.actedOnBy(actor).orElseThrow();
    }
    assertEquals(Optional.empty(), chain.actedOnBy("e"));
    assertTrue(chain.actedOnBy("d").isPresent());
    Object tooDeep = Map.of("sub", "e", "act", chain.claim());
    assertEquals(Optional.empty(), ActorChain.of(tooDeep).actedOnBy("e"));
  }

  @Test
  void whatIsNoObjectIsNobody() {
    assertTrue(ActorChain.of(null).isEmpty());
    assertTrue(ActorChain.of("agent").isEmpty());
  }

  @Test
  void mayActPermitsOnlyTheNamed() {
    Set<String> me = Set.of("agent", "uuid-of-service-account");
    assertTrue(new MayAct(null).permits(me));
    assertTrue(new MayAct(Map.of("sub", "agent")).permits(me));
    assertTrue(new MayAct(Map.of("sub", "uuid-of-service-account")).permits(me));
    assertTrue(new MayAct(Map.of("client_id", "agent")).permits(me));
    assertFalse(new MayAct(Map.of("sub", "other")).permits(me));
    assertFalse(new MayAct(Map.of("sub", "agent", "client_id", "other")).permits(me));
    assertFalse(new MayAct(Map.of()).permits(me));
    assertFalse(new MayAct(Map.of("email", "agent@example.org")).permits(me));
    assertFalse(new MayAct("agent").permits(me));
    assertFalse(new MayAct(List.of(Map.of("sub", "agent"))).permits(me));
  }
}
