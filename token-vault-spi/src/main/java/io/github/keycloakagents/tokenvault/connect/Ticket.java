package io.github.keycloakagents.tokenvault.connect;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The right of one user to connect one account for one client.
 *
 * @param realm the realm's id
 * @param user the user's id; whoever uses the ticket must sign in as that user
 * @param client the client id that the browser goes back to
 * @param connection the identity provider's alias
 * @param scopes provider scopes to ask for, besides the usual ones
 */
public record Ticket(
    String realm, String user, String client, String connection, Set<String> scopes) {

  /** Returns the ticket as notes. */
  public Map<String, String> notes() {
    return Map.of(
        "realm", realm,
        "user", user,
        "client", client,
        "connection", connection,
        "scopes", String.join(" ", scopes));
  }

  /** Reads {@link #notes}. */
  public static Ticket of(Map<String, String> notes) {
    String scopes = notes.getOrDefault("scopes", "");
    return new Ticket(
        notes.getOrDefault("realm", ""),
        notes.getOrDefault("user", ""),
        notes.getOrDefault("client", ""),
        notes.getOrDefault("connection", ""),
        scopes.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(scopes.split(" ", -1))));
  }
}
