package io.github.keycloakagents.tokenvault.refresh;

import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialKey;
import io.github.keycloakagents.tokenvault.store.Credentials;
import io.github.keycloakagents.tokenvault.store.Lease;
import io.github.keycloakagents.tokenvault.store.Use;
import io.github.keycloakagents.tokenvault.store.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The store in memory; transactions one at a time. */
final class MemoryStore implements Credentials, Work {
  private final Map<String, Credential> rows = new LinkedHashMap<>();
  private final Map<String, Lease> leases = new LinkedHashMap<>();
  private int failures;
  private final ThreadLocal<Boolean> inTransaction = ThreadLocal.withInitial(() -> false);

  @Override
  public synchronized <T> T run(Function<Credentials, T> job) {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("no connection");
    }
    inTransaction.set(true);
    try {
      return job.apply(this);
    } finally {
      inTransaction.set(false);
    }
  }

  synchronized void failNext(int transactions) {
    failures = transactions;
  }

  boolean inTransaction() {
    return inTransaction.get();
  }

  @Override
  public Optional<Credential> find(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public List<Credential> of(String realm, String user) {
    return List.copyOf(rows.values());
  }

  @Override
  public void put(Credential credential) {
    rows.put(credential.key().id(), credential);
    leases.remove(credential.key().id());
  }

  @Override
  public boolean lease(Credential credential, Lease lease) {
    String id = credential.key().id();
    Lease held = leases.get(id);
    if (rows.get(id).generation() != credential.generation()
        || held != null && held.until() >= lease.now()) {
      return false;
    }
    leases.put(id, lease);
    return true;
  }

  @Override
  public boolean settle(Credential result, Lease lease) {
    String id = result.key().id();
    Lease held = leases.get(id);
    Credential row = rows.get(id);
    boolean mine = held != null && held.owner().equals(lease.owner());
    if (row == null || !mine && result.generation() != row.generation() + 1) {
      return false;
    }
    put(result);
    return true;
  }

  @Override
  public void used(Use use) {}

  @Override
  public List<Use> uses(List<String> ids) {
    return List.of();
  }

  @Override
  public void remove(CredentialKey key) {
    rows.remove(key.id());
    leases.remove(key.id());
  }

  @Override
  public void removeConnection(String realm, String connection) {
    rows.clear();
  }

  @Override
  public void removeRealm(String realm) {
    rows.clear();
  }

  @Override
  public List<Credential> ofConnection(String realm, String connection, int max) {
    return List.copyOf(rows.values());
  }

  @Override
  public List<Credential> sealedWith(String realm, String keyId, String after, int max) {
    return List.of();
  }

  @Override
  public List<Credential> unusedSince(String realm, long time, int max) {
    return List.of();
  }
}
