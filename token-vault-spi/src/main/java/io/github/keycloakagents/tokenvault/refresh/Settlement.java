package io.github.keycloakagents.tokenvault.refresh;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.crypto.Sealed;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialState;
import io.github.keycloakagents.tokenvault.upstream.RefreshOutcome;
import io.github.keycloakagents.tokenvault.upstream.TokenAnswer;
import io.github.keycloakagents.tokenvault.upstream.Tokens;

/** What a refresh outcome makes of the credential. */
record Settlement(Credential held, Tokens tokens, Seal seal, long now) {

  Credential of(RefreshOutcome outcome) {
    if (outcome instanceof RefreshOutcome.Renewed renewed) {
      return renewed(renewed.answer());
    }
    if (outcome instanceof RefreshOutcome.Failed failed) {
      return with(CredentialState.ACTIVE, now + failed.retryAfter());
    }
    return with(CredentialState.REAUTHORIZATION_REQUIRED, 0);
  }

  private Credential renewed(TokenAnswer answer) {
    long generation = held.generation() + 1;
    Tokens newer = answer.tokens(tokens.refresh());
    Sealed sealed = seal.seal(newer.bytes(), held.key().binding(generation));
    return new Credential(
        held.key(),
        held.accountName(),
        CredentialState.ACTIVE,
        answer.scopesAs(held.scopes()),
        now,
        answer.expiresIn() == null ? null : Long.valueOf(now + answer.expiresIn()),
        sealed,
        generation,
        0,
        held.createdAt(),
        held.lastUsedAt());
  }

  private Credential with(CredentialState state, long retryAt) {
    return new Credential(
        held.key(),
        held.accountName(),
        state,
        held.scopes(),
        held.issuedAt(),
        held.expiresAt(),
        held.sealed(),
        held.generation(),
        retryAt,
        held.createdAt(),
        held.lastUsedAt());
  }
}
