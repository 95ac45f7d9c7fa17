package io.github.keycloakagents.tokenvault.exchange;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.upstream.Narrowed;
import io.github.keycloakagents.tokenvault.upstream.Tokens;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What a credential answers as it is, without its provider being asked. */
record Release(ExchangeRequest request, Credential credential, Seal seal, long now) {

  /** Returns the answer with the whole token, unless it has to be refreshed. */
  Optional<Outcome> whole(long validity) {
    if (!credential.lifetime().covers(validity, now)) {
      return Optional.empty();
    }
    Tokens tokens = tokens();
    return Optional.of(
        covering(
            new Outcome.Released(
                credential.key().id(),
                tokens.access(),
                tokens.type(),
                credential.lifetime().left(now),
                credential.scopes())));
  }

  /** Returns the answer with a token that is good for {@code part} and no more, if one is held. */
  Optional<Outcome> narrowed(Set<String> part, long validity) {
    return tokens().narrowed(part, validity, now).map(this::narrowed);
  }

  private Outcome narrowed(Narrowed token) {
    return token.access() == null
        ? new Outcome.Refused(
            "invalid_scope", "The provider gives no token within the scopes of this client")
        : covering(
            new Outcome.Released(
                credential.key().id(),
                token.access(),
                token.type(),
                token.lifetime().left(now),
                token.given()));
  }

  private Outcome covering(Outcome.Released released) {
    Set<String> missing = new LinkedHashSet<>(request.scopes());
    missing.removeAll(released.scopes());
    return missing.isEmpty()
        ? released
        : new Outcome.ConnectionNeeded(Outcome.Reason.MISSING_SCOPES, missing);
  }

  private Tokens tokens() {
    return Tokens.of(
        seal.open(credential.sealed(), credential.key().binding(credential.generation())));
  }
}
