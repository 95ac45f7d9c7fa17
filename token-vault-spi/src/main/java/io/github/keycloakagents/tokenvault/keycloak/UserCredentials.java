package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.store.Credential;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;

/**
 * A user's credentials, sealed, kept with the user in Keycloak's user cache. Whatever changes them
 * evicts the user there, on every node; a ceiling on their life bounds what a lost eviction can do.
 */
final class UserCredentials {

  private static final String KEY = "token-vault.credentials";
  private static final long HOUR = 3600;

  private final Vault vault;
  private final RealmModel realm;
  private final UserModel user;

  UserCredentials(Vault vault, RealmModel realm, UserModel user) {
    this.vault = vault;
    this.realm = realm;
    this.user = user;
  }

  List<Credential> all() {
    if (!(user instanceof CachedUserModel cached)) {
      return read();
    }
    ConcurrentMap<Object, Object> shelf = shelf(cached);
    long now = vault.clock().millis();
    if (shelf.get(KEY) instanceof Held held
        && now - held.readAt() < vault.options().cacheLife().toMillis()) {
      return held.credentials();
    }
    List<Credential> fresh = read();
    shelf.put(KEY, new Held(now, fresh));
    return fresh;
  }

  /** Notes the use of a credential, once an hour. */
  void used(String id) {
    long now = vault.clock().instant().getEpochSecond();
    boolean due =
        all().stream().anyMatch(c -> c.key().id().equals(id) && now - c.lastUsedAt() > HOUR);
    if (due) {
      vault.run(
          store -> {
            store.used(id, now);
            return id;
          });
      if (user instanceof CachedUserModel cached) {
        shelf(cached).remove(KEY);
      }
    }
  }

  private List<Credential> read() {
    return vault.run(store -> store.of(realm.getId(), user.getId()));
  }

  @SuppressWarnings("unchecked") // the interface is raw
  private static ConcurrentMap<Object, Object> shelf(CachedUserModel cached) {
    return cached.getCachedWith();
  }

  private record Held(long readAt, List<Credential> credentials) {}
}
