package io.github.keycloakagents.tokenvault.refresh;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.upstream.Provider;
import io.github.keycloakagents.tokenvault.upstream.RefreshOutcome;
import java.util.Set;

/**
 * What a caller wants of a refresh.
 *
 * @param provider whom to ask
 * @param seal opens and seals the credential
 * @param scopes a part of what was granted, for an access token for that part; or empty
 */
public record Wish(Provider provider, Seal seal, Set<String> scopes) {

  RefreshOutcome withoutRefreshToken() {
    return scopes.isEmpty()
        ? new RefreshOutcome.Rejected("no_refresh_token")
        : new RefreshOutcome.ScopeRefused();
  }

  String cause(RefreshOutcome outcome) {
    return outcome instanceof RefreshOutcome.Failed failed ? failed.cause() : "provider_error";
  }
}
