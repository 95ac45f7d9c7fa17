package io.github.keycloakagents.finescopes.claim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code act} claim (RFC 8693 section 4.1): who acts for the subject, newest actor outermost,
 * at most {@value #MAX_DEPTH} nested.
 */
public final class ActorChain {

  /** The deepest chain that is issued. */
  public static final int MAX_DEPTH = 4;

  private static final String ACT = "act";
  private static final String SUB = "sub";

  /** Newest first; each without its own nested actor. */
  private final List<Map<String, Object>> actors;

  private ActorChain(List<Map<String, Object>> actors) {
    this.actors = actors;
  }

  /** Nobody acts for the subject yet. */
  public static ActorChain none() {
    return new ActorChain(List.of());
  }

  /**
   * Reads the claim of a verified token.
   *
   * @param claim value of {@code act}; anything but an object means nobody
   */
  public static ActorChain of(@Nullable Object claim) {
    List<Map<String, Object>> actors = new ArrayList<>();
    Object next = claim;
    while (next instanceof Map<?, ?> actor) {
      Map<String, Object> members = new LinkedHashMap<>();
      actor.forEach(
          (name, value) -> {
            if (!ACT.equals(name)) {
              members.put(String.valueOf(name), value);
            }
          });
      actors.add(members);
      next = actor.get(ACT);
    }
    return new ActorChain(actors);
  }

  /**
   * The chain with a newest actor; the same chain when that one is the newest already.
   *
   * @param sub the actor's {@code sub}
   * @return empty when the chain would be deeper than {@value #MAX_DEPTH}
   */
  public Optional<ActorChain> actedOnBy(String sub) {
    if (isEmpty() || !sub.equals(actors.get(0).get(SUB))) {
      List<Map<String, Object>> longer = new ArrayList<>();
      longer.add(Map.of(SUB, sub));
      longer.addAll(actors);
      return longer.size() > MAX_DEPTH ? Optional.empty() : Optional.of(new ActorChain(longer));
    }
    return actors.size() > MAX_DEPTH ? Optional.empty() : Optional.of(this);
  }

  /** Whether nobody acts for the subject. */
  public boolean isEmpty() {
    return actors.isEmpty();
  }

  /** The {@code sub} of the actors, newest first. */
  public List<String> subjects() {
    return actors.stream().map(actor -> String.valueOf(actor.get(SUB))).toList();
  }

  /** The claim's value. */
  public Map<String, Object> claim() {
    Map<String, Object> claim = Map.of();
    for (int i = actors.size() - 1; i >= 0; i--) {
      Map<String, Object> actor = new LinkedHashMap<>(actors.get(i));
      if (!claim.isEmpty()) {
        actor.put(ACT, claim);
      }
      claim = actor;
    }
    return claim;
  }
}
