package io.github.keycloakagents.tokenvault.store;

import java.util.List;

/** The revocations that providers still owe, within one transaction. */
public interface Revocations {

  /**
   * Notes that a credential's grant is to be revoked.
   *
   * @param credential the credential's id
   * @param batch what it is done with, a UUID
   * @param dueAt when a node that finds it takes it over, epoch seconds
   */
  void note(String credential, String batch, long dueAt);

  /** Notes all of a connection, as one batch; returns how many. */
  int noteConnection(CredentialKey connection, String batch, long dueAt);

  /** Returns those of a batch that nobody has tried, at most {@code max}. */
  List<Revocation> untried(String batch, int max);

  /** Returns those of a realm that are due, at most {@code max}. */
  List<Revocation> due(String realm, long now, int max);

  /** Takes the next attempt, unless another node did; it is due again at {@code again}. */
  boolean claim(Revocation revocation, long again);

  /** Erases one. */
  void done(String id);

  /** Erases all of a realm. */
  void removeRealm(String realm);
}
