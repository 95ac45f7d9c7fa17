package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import io.github.keycloakagents.tokenvault.store.Revocation;
import io.github.keycloakagents.tokenvault.upstream.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/**
 * Asks providers to revoke grants that have ended (RFC 7009), outside of any transaction, and again
 * later while they do not: after 2 minutes, then twice as long each time, 8 times in all.
 */
final class Revoking {

  private static final Logger LOG = Logger.getLogger(Revoking.class);
  private static final int AT_A_TIME = 100;
  private static final int MOST_ATTEMPTS = 8;
  private static final long FIRST_WAIT_SECONDS = 120;

  private final Vault vault;
  private final String realm;
  private final @Nullable RemovedConnection removed;

  Revoking(Vault vault, String realm, @Nullable RemovedConnection removed) {
    this.vault = vault;
    this.realm = realm;
    this.removed = removed;
  }

  /** Tries those of a batch once each. */
  void batch(String batch) {
    List<Revocation> some;
    do {
      some = read(session -> vault.revocations(session).untried(batch, AT_A_TIME));
      some.forEach(this::attempt);
    } while (some.size() == AT_A_TIME);
  }

  /** Tries again what is due. */
  void due() {
    read(session -> vault.revocations(session).due(realm, now(), AT_A_TIME)).forEach(this::attempt);
  }

  private void attempt(Revocation revocation) {
    long again = now() + (FIRST_WAIT_SECONDS << revocation.attempts());
    boolean mine =
        vault
            .inRealm(
                realm, session -> Optional.of(vault.revocations(session).claim(revocation, again)))
            .orElse(false);
    if (!mine) {
      return;
    }
    try {
      boolean last = revocation.attempts() + 1 >= MOST_ATTEMPTS;
      vault.inRealm(
          realm,
          session -> {
            boolean confirmed = revoked(session, revocation);
            if (confirmed || last) {
              vault.revocations(session).done(revocation.id());
            }
            if (!confirmed) {
              LOG.warnf(
                  "Provider '%s' did not confirm a revocation%s",
                  revocation.key().connection(), last ? "; it is given up" : "");
            }
            return Optional.of(confirmed);
          });
    } catch (RuntimeException e) {
      LOG.warnf(
          "A grant at '%s' was not revoked: %s",
          revocation.key().connection(), e.getClass().getSimpleName());
      LOG.debug("A grant was not revoked", e);
    }
  }

  private boolean revoked(KeycloakSession session, Revocation revocation) {
    String alias = revocation.key().connection();
    IdentityProviderModel model =
        removed == null ? session.identityProviders().getByAlias(alias) : removed.model();
    if (model == null) {
      return false;
    }
    try {
      byte[] opened =
          vault
              .seal(session, session.getContext().getRealm())
              .open(revocation.sealed(), revocation.key().binding(revocation.generation()));
      Optional<String> url =
          removed == null ? RemovedConnection.configured(session, alias) : removed.revocationUrl();
      var provider = new BrokeredProvider(session, model, vault);
      return new Interlude(session).during(() -> provider.revoke(Tokens.of(opened), url));
    } catch (UnsealableException e) {
      LOG.warnf("A grant at '%s' cannot be revoked: %s", alias, e.getMessage());
      return false;
    }
  }

  private List<Revocation> read(Function<KeycloakSession, List<Revocation>> query) {
    return vault.inRealm(realm, session -> Optional.of(query.apply(session))).orElse(List.of());
  }

  private long now() {
    return vault.clock().instant().getEpochSecond();
  }
}
