package io.github.keycloakagents.finescopes.claim;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code may_act} claim (RFC 8693 section 4.4): the only party that may become the actor. */
public final class MayAct {

  private final @Nullable Object claim;

  /**
   * Of a verified subject token.
   *
   * @param claim value of {@code may_act}; null when the token has none
   */
  public MayAct(@Nullable Object claim) {
    this.claim = claim;
  }

  /**
   * Whether a client may act; a claim that cannot be understood permits nobody.
   *
   * @param names what {@code sub} or {@code client_id} may say to mean that client
   */
  public boolean permits(Set<String> names) {
    if (claim == null) {
      return true;
    }
    if (!(claim instanceof Map<?, ?> party)) {
      return false;
    }
    Object sub = party.get("sub");
    Object clientId = party.get("client_id");
    return (sub != null || clientId != null)
        && (sub == null || names.contains(sub))
        && (clientId == null || names.contains(clientId));
  }
}
