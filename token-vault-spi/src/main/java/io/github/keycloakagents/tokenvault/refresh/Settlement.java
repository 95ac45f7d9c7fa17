package io.github.keycloakagents.tokenvault.refresh;

import io.github.keycloakagents.tokenvault.crypto.Sealed;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialState;
import io.github.keycloakagents.tokenvault.upstream.Narrowed;
import io.github.keycloakagents.tokenvault.upstream.RefreshOutcome;
import io.github.keycloakagents.tokenvault.upstream.TokenAnswer;
import io.github.keycloakagents.tokenvault.upstream.Tokens;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a refresh outcome makes of the credential; a higher generation has new tokens. */
record Settlement(Credential held, Tokens tokens, Wish wish, long now) {

  private static final long AFTER_AN_ERROR = 2;

  Credential of(RefreshOutcome outcome) {
    Set<String> part = wish.scopes();
    if (outcome instanceof RefreshOutcome.Renewed renewed) {
      TokenAnswer answer = renewed.answer();
      return part.isEmpty()
          ? renewed(answer)
          : narrowed(Narrowed.of(answer, part, now), answer.refresh());
    }
    if (outcome instanceof RefreshOutcome.ScopeRefused) {
      return part.isEmpty()
          ? with(CredentialState.ACTIVE, now + AFTER_AN_ERROR)
          : narrowed(Narrowed.refused(part, now), null);
    }
    if (outcome instanceof RefreshOutcome.Failed failed) {
      return with(CredentialState.ACTIVE, now + failed.retryAfter());
    }
    return with(CredentialState.REAUTHORIZATION_REQUIRED, 0);
  }

  private Credential renewed(TokenAnswer answer) {
    return new Credential(
        held.key(),
        held.accountName(),
        CredentialState.ACTIVE,
        answer.scopesAs(held.scopes()),
        now,
        answer.expiresIn() == null ? null : Long.valueOf(now + answer.expiresIn()),
        sealed(tokens.renewed(answer, now)),
        held.generation() + 1,
        0,
        held.createdAt(),
        held.lastUsedAt());
  }

  private Credential narrowed(Narrowed part, @Nullable String rotated) {
    return held.resealed(sealed(tokens.with(part, rotated, now)));
  }

  private Sealed sealed(Tokens newer) {
    return wish.seal().seal(newer.bytes(), held.key().binding(held.generation() + 1));
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
