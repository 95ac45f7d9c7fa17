package io.github.keycloakagents.tokenvault.exchange;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.refresh.Fresh;
import io.github.keycloakagents.tokenvault.refresh.Refresher;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialState;
import io.github.keycloakagents.tokenvault.upstream.Provider;
import io.github.keycloakagents.tokenvault.upstream.Tokens;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gives a client the user's access token at a provider, refreshed when it has to be. */
public final class Exchange {

  private final Refresher refresher;
  private final Provider provider;
  private final Seal seal;
  private final Clock clock;

  /** Creates the use case for one connection. */
  public Exchange(Refresher refresher, Provider provider, Seal seal, Clock clock) {
    this.refresher = refresher;
    this.provider = provider;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * Releases a token of one of {@code held}, the user's credentials at the connection.
   *
   * @throws io.github.keycloakagents.tokenvault.crypto.UnsealableException when it does not open
   */
  public Outcome release(ExchangeRequest request, AccessRule rule, List<Credential> held) {
    if (!rule.ceiling().isEmpty() && !rule.ceiling().containsAll(request.scopes())) {
      return new Outcome.Refused("invalid_scope", "A scope is beyond what this client may have");
    }
    List<Credential> candidates = new Accounts(held).matching(request.loginHint());
    if (candidates.isEmpty()) {
      return needed(Outcome.Reason.NOT_CONNECTED, request.scopes());
    }
    if (candidates.size() > 1) {
      return needed(Outcome.Reason.AMBIGUOUS_ACCOUNT, Set.of());
    }
    return release(request, rule, candidates.get(0));
  }

  private Outcome release(ExchangeRequest request, AccessRule rule, Credential credential) {
    Set<String> missing = new LinkedHashSet<>(request.scopes());
    missing.removeAll(credential.scopes());
    if (credential.state() == CredentialState.REAUTHORIZATION_REQUIRED) {
      return needed(Outcome.Reason.REAUTHORIZATION_REQUIRED, missing);
    }
    if (!missing.isEmpty()) {
      return rule.ceiling().isEmpty()
          ? new Outcome.Refused("invalid_scope", "A scope is beyond what the user granted")
          : needed(Outcome.Reason.MISSING_SCOPES, missing);
    }
    if (credential.livesFor(rule.minValidity(), now())) {
      return released(credential);
    }
    Fresh fresh = refresher.fresh(credential, provider, seal);
    if (fresh instanceof Fresh.Ready ready
        && !ready.credential().livesFor(rule.minValidity(), now())) {
      fresh = refresher.fresh(ready.credential(), provider, seal);
    }
    if (fresh instanceof Fresh.Ready ready) {
      return afterRefresh(request, ready.credential());
    }
    if (fresh instanceof Fresh.Later later) {
      return new Outcome.Unavailable(later.retryAfter(), later.cause());
    }
    return needed(
        fresh instanceof Fresh.Gone
            ? Outcome.Reason.NOT_CONNECTED
            : Outcome.Reason.REAUTHORIZATION_REQUIRED,
        Set.of());
  }

  private Outcome afterRefresh(ExchangeRequest request, Credential credential) {
    Set<String> missing = new LinkedHashSet<>(request.scopes());
    missing.removeAll(credential.scopes());
    return missing.isEmpty()
        ? released(credential)
        : needed(Outcome.Reason.MISSING_SCOPES, missing);
  }

  private Outcome released(Credential credential) {
    Tokens tokens =
        Tokens.of(
            seal.open(credential.sealed(), credential.key().binding(credential.generation())));
    Long expiresAt = credential.expiresAt();
    return new Outcome.Released(
        credential.key().id(),
        tokens.access(),
        tokens.type(),
        expiresAt == null ? null : Long.valueOf(expiresAt - now()),
        credential.scopes());
  }

  private static Outcome needed(Outcome.Reason reason, Set<String> missing) {
    return new Outcome.ConnectionNeeded(reason, missing);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
