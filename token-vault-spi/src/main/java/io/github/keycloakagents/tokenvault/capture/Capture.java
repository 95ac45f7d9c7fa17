package io.github.keycloakagents.tokenvault.capture;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import io.github.keycloakagents.tokenvault.store.AccountName;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialKey;
import io.github.keycloakagents.tokenvault.store.CredentialState;
import io.github.keycloakagents.tokenvault.store.Credentials;
import io.github.keycloakagents.tokenvault.upstream.TokenAnswer;
import io.github.keycloakagents.tokenvault.upstream.Tokens;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files what a provider handed over at sign-in or linking. */
public final class Capture {

  private final Credentials store;
  private final Seal seal;
  private final Clock clock;

  /** Files into {@code store}. */
  public Capture(Credentials store, Seal seal, Clock clock) {
    this.store = store;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * Files tokens as the newest ones of an account. A provider that sends its refresh token only
   * once (Google) does not take back the one that is held.
   */
  public void file(CredentialKey key, AccountName accountName, Arrival arrival) {
    Optional<Credential> before = store.find(key.id());
    long generation = before.map(Credential::generation).orElse(0L) + 1;
    Tokens tokens = arrival.answer().tokens(held(before, arrival));
    TokenAnswer answer = arrival.answer();
    long now = clock.instant().getEpochSecond();
    store.put(
        new Credential(
            key,
            accountName,
            CredentialState.ACTIVE,
            answer.scopesAs(arrival.askedScopes()),
            arrival.at(),
            answer.expiresIn() == null ? null : Long.valueOf(arrival.at() + answer.expiresIn()),
            seal.seal(tokens.bytes(), key.binding(generation)),
            generation,
            0,
            before.map(Credential::createdAt).orElse(now),
            before.map(Credential::lastUsedAt).orElse(0L)));
  }

  private @Nullable String held(Optional<Credential> before, Arrival arrival) {
    if (arrival.answer().refresh() != null) {
      return null;
    }
    if (before.isEmpty() || before.get().state() != CredentialState.ACTIVE) {
      return arrival.adopted();
    }
    Credential old = before.get();
    try {
      return Tokens.of(seal.open(old.sealed(), old.key().binding(old.generation()))).refresh();
    } catch (UnsealableException e) {
      return arrival.adopted();
    }
  }
}
