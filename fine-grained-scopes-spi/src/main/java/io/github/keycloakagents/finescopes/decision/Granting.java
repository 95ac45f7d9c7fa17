package io.github.keycloakagents.finescopes.decision;

import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.permission.PermissionReader;
import io.github.keycloakagents.finescopes.spi.Entitlement;
import io.github.keycloakagents.finescopes.spi.EntitlementSource.TooManyResources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Grants what is asked, what the policies give the user, what the agent's own scopes allow and what
 * the earlier token carried: only what is in all of them. At most {@value
 * PermissionReader#MAX_ENTRIES} entries.
 */
public final class Granting {

  private final Entitlements entitlements;

  /** Grants on the word of a decision point. */
  public Granting(Entitlements entitlements) {
    this.entitlements = entitlements;
  }

  /** Decides one token request. */
  public Decision decide(Wish wish) {
    if (wish.asksForNothing()) {
      return new Decision.NothingAsked();
    }
    Decision.Refused refused = refuse(wish);
    if (refused != null) {
      return refused;
    }
    Grants grants = new Grants();
    try {
      for (List<Ask> asks : asksByServer(wish).values()) {
        grant(asks, wish, grants);
      }
    } catch (TooManyResources e) {
      return tooMany();
    }
    if (grants.size() > PermissionReader.MAX_ENTRIES) {
      return tooMany();
    }
    return grants.size() == 0 ? nothing(wish) : grants.granted();
  }

  private static Decision.@Nullable Refused refuse(Wish wish) {
    for (String resource : wish.resources()) {
      if (wish.ceiling().stream().noneMatch(a -> a.server().isNamed(resource))) {
        return Decision.Refused.target("resource is unknown, or not for this client");
      }
    }
    boolean homeless = wish.details().stream().anyMatch(p -> p.locations().isEmpty());
    return homeless && wish.resources().isEmpty()
        ? Decision.Refused.details("an entry has no locations and there is no resource parameter")
        : null;
  }

  private static Decision nothing(Wish wish) {
    if (!wish.details().isEmpty() && wish.mustGrant()) {
      return Decision.Refused.details("none of the permissions can be granted");
    }
    return wish.resources().isEmpty() || !wish.mustGrant()
        ? new Decision.NothingGranted()
        : Decision.Refused.target("no permission can be granted at this resource");
  }

  private static Decision tooMany() {
    return Decision.Refused.details(
        "more than " + PermissionReader.MAX_ENTRIES + " permissions: ask for fewer resources");
  }

  private static Map<String, List<Ask>> asksByServer(Wish wish) {
    Map<String, List<Ask>> asks = new LinkedHashMap<>();
    for (Ask ask : wish.details().isEmpty() ? fromScopes(wish) : fromDetails(wish)) {
      if (wish.isTarget(ask.server())) {
        asks.computeIfAbsent(ask.server().clientId(), id -> new ArrayList<>()).add(ask);
      }
    }
    return asks;
  }

  private static List<Ask> fromScopes(Wish wish) {
    return wish.scopes().stream().map(Ask::of).toList();
  }

  private static List<Ask> fromDetails(Wish wish) {
    List<Ask> asks = new ArrayList<>();
    for (Permission permission : wish.details()) {
      for (String location :
          permission.locations().isEmpty() ? wish.resources() : permission.locations()) {
        wish.ceiling().stream()
            .map(Allowance::server)
            .filter(server -> server.isNamed(location))
            .findFirst()
            .ifPresent(server -> asks.add(Ask.of(server, location, permission)));
      }
    }
    return asks;
  }

  private void grant(List<Ask> asks, Wish wish, Grants grants) {
    ResourceServer server = asks.get(0).server();
    List<Entitlement> allowed = entitlements.at(server, asks.stream().map(Ask::wanted).toList());
    for (Ask ask : asks) {
      for (Entitlement entitlement : allowed) {
        if (ask.means(entitlement)) {
          grant(ask, entitlement, wish, grants);
        }
      }
    }
  }

  private static void grant(Ask ask, Entitlement entitlement, Wish wish, Grants grants) {
    List<Allowance> ceiling =
        wish.ceiling().stream().filter(a -> a.covers(ask.server(), entitlement)).toList();
    List<String> wanted =
        ask.actions().isEmpty()
            ? entitlement.actions().stream().sorted().toList()
            : ask.actions().stream().filter(entitlement.actions()::contains).toList();
    List<String> actions =
        wanted.stream()
            .filter(a -> ceiling.stream().anyMatch(c -> c.allows(ask.server(), entitlement, a)))
            .toList();
    boolean whole = entitlement.actions().isEmpty() && ask.actions().isEmpty();
    if (ceiling.isEmpty() || (actions.isEmpty() && !whole)) {
      return;
    }
    Permission candidate =
        new Permission(List.of(ask.location()), entitlement.identifier(), actions, ask.more());
    if (wish.carried() == null) {
      grants.add(ask.server(), candidate);
    } else {
      new Carried(wish.carried())
          .narrow(ask.server(), entitlement, candidate)
          .forEach(p -> grants.add(ask.server(), p));
    }
  }
}
