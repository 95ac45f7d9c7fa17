package io.github.keycloakagents.tokenvault.store;

import java.util.List;
import java.util.Optional;

/** The store of credentials, within one transaction. */
public interface Credentials {

  /** Returns the credential of that id. */
  Optional<Credential> find(String id);

  /** Returns a user's credentials, oldest first. */
  List<Credential> of(String realm, String user);

  /** Writes a credential as the newest word on it: any lease on it ends. */
  void put(Credential credential);

  /**
   * Takes the lease on refreshing a credential, unless another holds it (compare-and-set).
   *
   * @param credential as it was read; a newer generation refuses the lease
   * @param lease who, and until when
   * @return whether the lease is ours
   */
  boolean lease(Credential credential, Lease lease);

  /**
   * Writes the result of a refresh and gives the lease back. If the lease was lost meanwhile, newer
   * tokens are still written, because the provider has rotated the older ones away, unless somebody
   * else's are there already.
   *
   * @return whether it was written
   */
  boolean settle(Credential result, Lease lease);

  /** Notes a use. */
  void used(Use use);

  /** Returns who has used these credentials, latest first. */
  List<Use> uses(List<String> ids);

  /** Erases a credential. */
  void remove(CredentialKey key);

  /** Erases all credentials of a connection. */
  void removeConnection(String realm, String connection);

  /** Erases all credentials of a realm. */
  void removeRealm(String realm);

  /**
   * Returns credentials of a realm that the key {@code keyId} sealed, in the order of their ids
   * from after {@code after}, at most {@code max}.
   */
  List<Credential> sealedWith(String realm, String keyId, String after, int max);

  /**
   * Returns credentials that nobody has used or connected since {@code time}, at most {@code max}.
   */
  List<Credential> unusedSince(String realm, long time, int max);

  /** Returns the credentials of one connection, at most {@code max}. */
  List<Credential> ofConnection(String realm, String connection, int max);
}
