package io.github.keycloakagents.tokenvault.connect;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.SingleUseObjectProvider;

/** Tickets that live five minutes and work once, over all nodes. */
public final class Tickets {

  private static final long LIFESPAN_SECONDS = 300;
  private static final String PREFIX = "token-vault-connect.";

  private final SingleUseObjectProvider objects;

  /** Keeps tickets in {@code objects}. */
  public Tickets(SingleUseObjectProvider objects) {
    this.objects = objects;
  }

  /** Returns the secret that the ticket is known by. */
  public String issue(Ticket ticket) {
    String secret = SecretGenerator.getInstance().randomString(43, SecretGenerator.ALPHANUM);
    objects.put(PREFIX + secret, LIFESPAN_SECONDS, ticket.notes());
    return secret;
  }

  /** Looks without using it up: link previews and impatient browsers open links, too. */
  public Optional<Ticket> look(String secret, String realm) {
    return checked(objects.get(PREFIX + secret), realm);
  }

  /** Uses the ticket up. */
  public Optional<Ticket> take(String secret, String realm) {
    return checked(objects.remove(PREFIX + secret), realm);
  }

  private static Optional<Ticket> checked(@Nullable Map<String, String> notes, String realm) {
    return Optional.ofNullable(notes).map(Ticket::of).filter(t -> t.realm().equals(realm));
  }
}
