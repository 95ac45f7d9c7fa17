package io.github.keycloakagents.finescopes.decision;

import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.permission.ResourcePattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says for an administrator why each permission is granted or not. */
public final class Explaining {

  private final Granting granting;

  /** Explains decisions of a decision point. */
  public Explaining(Entitlements entitlements) {
    this.granting = new Granting(entitlements);
  }

  /** What stands in the way of a permission, or nothing. */
  public enum Reason {
    /** In everything that bounds it. */
    GRANTED,
    /** The policies allow it to the user, but no client scope of the agent does. */
    AGENT_SCOPES,
    /** The policies do not allow it, or there is no such resource or action. */
    POLICIES,
    /** No client scope of the agent names this resource server. */
    RESOURCE_SERVER
  }

  /**
   * One permission of one action.
   *
   * @param location resource server as asked
   * @param resource name of the resource; null when every resource was asked for
   * @param action name of the action; null when every action was asked for
   * @param reason why
   */
  public record Line(
      String location, @Nullable String resource, @Nullable String action, Reason reason) {}

  /** Explains one wish. */
  public List<Line> explain(Wish wish) {
    Set<Line> granted = lines(wish, Reason.GRANTED);
    Set<Line> policies = lines(withoutCeiling(wish), Reason.AGENT_SCOPES);
    policies.removeIf(line -> granted.contains(because(line, Reason.GRANTED)));
    Set<Line> lines = new LinkedHashSet<>(granted);
    lines.addAll(policies);
    for (Permission permission : wish.details()) {
      for (String location : permission.locations()) {
        boolean known = wish.ceiling().stream().anyMatch(a -> a.server().isNamed(location));
        refused(permission, location, known ? Reason.POLICIES : Reason.RESOURCE_SERVER).stream()
            .filter(line -> lines.stream().noneMatch(other -> answers(other, line)))
            .forEach(lines::add);
      }
    }
    return List.copyOf(lines);
  }

  private Set<Line> lines(Wish wish, Reason reason) {
    Set<Line> lines = new LinkedHashSet<>();
    if (granting.decide(wish) instanceof Decision.Granted granted) {
      for (Permission permission : granted.permissions()) {
        lines.addAll(refused(permission, permission.locations().get(0), reason));
      }
    }
    return lines;
  }

  private static List<Line> refused(Permission permission, String location, Reason reason) {
    List<Line> lines = new ArrayList<>();
    if (permission.actions().isEmpty()) {
      lines.add(new Line(location, permission.identifier(), null, reason));
    }
    permission
        .actions()
        .forEach(action -> lines.add(new Line(location, permission.identifier(), action, reason)));
    return lines;
  }

  private static boolean answers(Line known, Line asked) {
    return known.location().equals(asked.location())
        && (asked.resource() == null || asked.resource().equals(known.resource()))
        && (asked.action() == null || asked.action().equals(known.action()));
  }

  private static Line because(Line line, Reason reason) {
    return new Line(line.location(), line.resource(), line.action(), reason);
  }

  private static Wish withoutCeiling(Wish wish) {
    return new Wish(
        wish.details(),
        wish.scopes(),
        wish.ceiling().stream()
            .map(a -> new Allowance(a.server(), ResourcePattern.any(), Set.of()))
            .toList(),
        wish.resources(),
        wish.audiences(),
        wish.carried(),
        false);
  }
}
