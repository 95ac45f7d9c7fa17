package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.Credentials;
import io.github.keycloakagents.tokenvault.store.Use;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;

/**
 * A user's credentials, sealed, kept with the user in Keycloak's user cache. Whatever changes them
 * evicts the user there, on every node; a ceiling on their life bounds what a lost eviction can do.
 */
final class UserCredentials {

  private static final Logger LOG = Logger.getLogger(UserCredentials.class);
  private static final String KEY = "token-vault.credentials";
  private static final long HOUR = 3600;

  private final Vault vault;
  private final KeycloakSession session;
  private final RealmModel realm;
  private final UserModel user;
  private @Nullable Held request;

  UserCredentials(Vault vault, KeycloakSession session, UserModel user) {
    this.vault = vault;
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.user = user;
  }

  List<Credential> all() {
    return held().credentials();
  }

  /** Notes that a client used a credential, once an hour. */
  void used(String id, String client) {
    long now = vault.clock().instant().getEpochSecond();
    Long last = held().uses().get(id + " " + client);
    if (last != null && now - last <= HOUR) {
      return;
    }
    try {
      new Interlude(session)
          .during(
              () ->
                  vault.run(
                      store -> {
                        store.used(new Use(id, client, now));
                        return id;
                      }));
      held().uses().put(id + " " + client, now);
    } catch (RuntimeException e) {
      LOG.debugf("A use was not noted: %s", e.getClass().getSimpleName());
    }
  }

  private Held held() {
    Held mine = request;
    if (mine == null) {
      mine = shelved();
      request = mine;
    }
    return mine;
  }

  private Held shelved() {
    if (vault.options().cacheLife().isZero() || !(user instanceof CachedUserModel cached)) {
      return read();
    }
    ConcurrentMap<Object, Object> shelf = shelf(cached);
    if (shelf.get(KEY) instanceof Held held
        && vault.clock().millis() - held.readAt() < vault.options().cacheLife().toMillis()) {
      return held;
    }
    Held fresh = read();
    shelf.put(KEY, fresh);
    return fresh;
  }

  /** Reads in the request's own transaction, which so needs no second connection. */
  private Held read() {
    long now = vault.clock().millis();
    Credentials store = vault.store(session);
    List<Credential> credentials = store.of(realm.getId(), user.getId());
    ConcurrentMap<String, Long> uses = new ConcurrentHashMap<>();
    store
        .uses(credentials.stream().map(c -> c.key().id()).toList())
        .forEach(use -> uses.put(use.credential() + " " + use.client(), use.at()));
    return new Held(now, credentials, uses);
  }

  @SuppressWarnings("unchecked") // the interface is raw
  private static ConcurrentMap<Object, Object> shelf(CachedUserModel cached) {
    return cached.getCachedWith();
  }

  private record Held(
      long readAt, List<Credential> credentials, ConcurrentMap<String, Long> uses) {}
}
