package io.github.keycloakagents.tokenvault.store;

import jakarta.persistence.EntityManager;
import java.util.List;

/** Counts credentials. */
public final class Tallies {

  private final EntityManager em;

  /** Counts in the transaction of {@code em}. */
  public Tallies(EntityManager em) {
    this.em = em;
  }

  /** Returns the counts of a realm. */
  public List<Tally> of(String realm) {
    return em.createQuery(
            "select c.state, c.keyId, count(c.id) from TokenVaultCredential c where c.realm ="
                + " :realm group by c.state, c.keyId",
            Object[].class)
        .setParameter("realm", realm)
        .getResultStream()
        .map(row -> new Tally(CredentialState.of((String) row[0]), (String) row[1], (Long) row[2]))
        .toList();
  }
}
