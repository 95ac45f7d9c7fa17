package io.github.keycloakagents.tokenvault.exchange;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.refresh.Fresh;
import io.github.keycloakagents.tokenvault.refresh.Refreshes;
import io.github.keycloakagents.tokenvault.refresh.Wish;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialState;
import io.github.keycloakagents.tokenvault.upstream.Provider;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives a client the user's access token at a provider, refreshed when it has to be. */
public final class Exchange {

  private static final int MOST_ATTEMPTS = 3;

  private final Refreshes refreshes;
  private final Provider provider;
  private final Seal seal;
  private final Clock clock;

  /** Creates the use case for one connection. */
  public Exchange(Refreshes refreshes, Provider provider, Seal seal, Clock clock) {
    this.refreshes = refreshes;
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

  private Outcome release(ExchangeRequest request, AccessRule rule, Credential found) {
    Set<String> missing = new LinkedHashSet<>(request.scopes());
    missing.removeAll(found.scopes());
    if (found.state() == CredentialState.REAUTHORIZATION_REQUIRED) {
      return needed(Outcome.Reason.REAUTHORIZATION_REQUIRED, missing);
    }
    if (!missing.isEmpty()) {
      return rule.ceiling().isEmpty()
          ? new Outcome.Refused("invalid_scope", "A scope is beyond what the user granted")
          : needed(Outcome.Reason.MISSING_SCOPES, missing);
    }
    Credential credential = found;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<Set<String>> part = rule.partOf(credential.scopes());
      if (part.isPresent() && part.get().isEmpty()) {
        return needed(Outcome.Reason.MISSING_SCOPES, rule.ceiling());
      }
      var release = new Release(request, credential, seal, now());
      Optional<Outcome> known =
          part.isEmpty()
              ? release.whole(rule.minValidity())
              : release.narrowed(part.get(), rule.minValidity());
      if (known.isPresent()) {
        return known.get();
      }
      Fresh fresh = refreshes.fresh(credential, new Wish(provider, seal, part.orElse(Set.of())));
      if (!(fresh instanceof Fresh.Ready ready)) {
        return failed(fresh);
      }
      credential = ready.credential();
    }
    return new Outcome.Unavailable(1, "busy");
  }

  private static Outcome failed(Fresh fresh) {
    if (fresh instanceof Fresh.Later later) {
      return new Outcome.Unavailable(later.retryAfter(), later.cause());
    }
    return needed(
        fresh instanceof Fresh.Gone
            ? Outcome.Reason.NOT_CONNECTED
            : Outcome.Reason.REAUTHORIZATION_REQUIRED,
        Set.of());
  }

  private static Outcome needed(Outcome.Reason reason, Set<String> missing) {
    return new Outcome.ConnectionNeeded(reason, missing);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
