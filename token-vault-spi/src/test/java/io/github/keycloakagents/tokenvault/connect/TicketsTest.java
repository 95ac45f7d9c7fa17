package io.github.keycloakagents.tokenvault.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keycloak.models.SingleUseObjectProvider;

class TicketsTest {
  private static final Ticket TICKET =
      new Ticket("realm", "user", "client", "mock", Set.of("read"));

  private final Objects objects = new Objects();
  private final Tickets tickets = new Tickets(objects);

  @Test
  void liveFiveMinutes() {
    tickets.issue(TICKET);
    assertEquals(300, objects.lifespan);
  }

  @Test
  void areLookedAtOftenAndTakenOnce() {
    String secret = tickets.issue(TICKET);
    assertEquals(Optional.of(TICKET), tickets.look(secret, "realm"));
    assertEquals(Optional.of(TICKET), tickets.look(secret, "realm"));
    assertEquals(Optional.of(TICKET), tickets.take(secret, "realm"));
    assertTrue(tickets.take(secret, "realm").isEmpty());
    assertTrue(tickets.look(secret, "realm").isEmpty());
  }

  @Test
  void areOfOneRealm() {
    String secret = tickets.issue(TICKET);
    assertTrue(tickets.look(secret, "another").isEmpty());
    assertTrue(tickets.take(secret, "another").isEmpty());
  }

  @Test
  void cannotBeGuessed() {
    String secret = tickets.issue(TICKET);
    assertEquals(43, secret.length());
    assertNotEquals(secret, tickets.issue(TICKET));
  }

  private static final class Objects implements SingleUseObjectProvider {
    private final Map<String, Map<String, String>> held = new HashMap<>();
    private long lifespan;

    @Override
    public void put(String key, long lifespanSeconds, Map<String, String> notes) {
      lifespan = lifespanSeconds;
      held.put(key, notes);
    }

    @Override
    public @Nullable Map<String, String> get(String key) {
      return held.get(key);
    }

    @Override
    public @Nullable Map<String, String> remove(String key) {
      return held.remove(key);
    }

    @Override
    public boolean replace(String key, Map<String, String> notes) {
      return held.replace(key, notes) != null;
    }

    @Override
    public boolean putIfAbsent(String key, long lifespanSeconds) {
      return held.putIfAbsent(key, Map.of()) == null;
    }

    @Override
    public boolean contains(String key) {
      return held.containsKey(key);
    }

    @Override
    public void close() {}
  }
}
