package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialKey;
import io.github.keycloakagents.tokenvault.store.Credentials;
import io.github.keycloakagents.tokenvault.store.Lease;
import io.github.keycloakagents.tokenvault.store.Use;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * Credentials whose every change evicts the user from Keycloak's user cache, on all nodes and after
 * the commit, and with the user the sealed credentials that are kept there.
 */
final class EvictingCredentials implements Credentials {

  private final Credentials store;
  private final KeycloakSession session;

  EvictingCredentials(Credentials store, KeycloakSession session) {
    this.store = store;
    this.session = session;
  }

  @Override
  public void put(Credential credential) {
    store.put(credential);
    evict(credential.key());
  }

  @Override
  public boolean settle(Credential result, Lease lease) {
    boolean written = store.settle(result, lease);
    evict(result.key());
    return written;
  }

  @Override
  public void remove(CredentialKey key) {
    store.remove(key);
    evict(key);
  }

  private void evict(CredentialKey key) {
    UserCache cache = UserStorageUtil.userCache(session);
    RealmModel realm = session.realms().getRealm(key.realm());
    if (cache == null || realm == null) {
      return;
    }
    if (session.getContext().getRealm() == null) {
      session.getContext().setRealm(realm);
    }
    UserModel user = session.users().getUserById(realm, key.user());
    if (user != null) {
      cache.evict(realm, user);
    }
  }

  @Override
  public Optional<Credential> find(String id) {
    return store.find(id);
  }

  @Override
  public List<Credential> of(String realm, String user) {
    return store.of(realm, user);
  }

  @Override
  public boolean lease(Credential credential, Lease lease) {
    return store.lease(credential, lease);
  }

  @Override
  public void used(Use use) {
    store.used(use);
  }

  @Override
  public List<Use> uses(List<String> ids) {
    return store.uses(ids);
  }

  @Override
  public void removeConnection(String realm, String connection) {
    store.removeConnection(realm, connection);
    UserCache cache = UserStorageUtil.userCache(session);
    RealmModel model = session.realms().getRealm(realm);
    if (cache != null && model != null) {
      cache.evict(model);
    }
  }

  @Override
  public void removeRealm(String realm) {
    store.removeRealm(realm);
  }

  @Override
  public List<Credential> ofConnection(String realm, String connection, int max) {
    return store.ofConnection(realm, connection, max);
  }

  @Override
  public List<Credential> sealedWith(String realm, String keyId, String after, int max) {
    return store.sealedWith(realm, keyId, after, max);
  }

  @Override
  public List<Credential> unusedSince(String realm, long time, int max) {
    return store.unusedSince(realm, time, max);
  }
}
