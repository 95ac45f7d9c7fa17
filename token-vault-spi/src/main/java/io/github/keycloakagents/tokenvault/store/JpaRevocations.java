package io.github.keycloakagents.tokenvault.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.UUID;

/** Revocations in the table {@code TOKEN_VAULT_REVOCATION} of Keycloak's database. */
public final class JpaRevocations implements Revocations {

  private final EntityManager em;

  /** Works in the transaction of {@code em}. */
  public JpaRevocations(EntityManager em) {
    this.em = em;
  }

  @Override
  public void note(String credential, String batch, long dueAt) {
    copy("c.id = :id", batch, dueAt).setParameter("id", credential).executeUpdate();
  }

  @Override
  public int noteConnection(CredentialKey connection, String batch, long dueAt) {
    return copy("c.realm = :realm and c.connection = :connection", batch, dueAt)
        .setParameter("realm", connection.realm())
        .setParameter("connection", connection.connection())
        .executeUpdate();
  }

  private Query copy(String which, String batch, long dueAt) {
    String name = UUID.fromString(batch).toString();
    return em.createQuery(
        "insert into TokenVaultRevocation (id, batch, realm, user, connection, account, generation,"
            + " keyId, sealed, attempts, dueAt) select concat(c.id, '"
            + name
            + "'), '"
            + name
            + "', c.realm, c.user, c.connection, c.account, c.generation, c.keyId, c.sealed, 0, "
            + dueAt
            + "L from TokenVaultCredential c where "
            + which);
  }

  @Override
  public List<Revocation> untried(String batch, int max) {
    return em.createQuery(
            "select r from TokenVaultRevocation r where r.batch = :batch and r.attempts = 0 order"
                + " by r.id",
            RevocationEntity.class)
        .setParameter("batch", batch)
        .setMaxResults(max)
        .getResultStream()
        .map(RevocationEntity::give)
        .toList();
  }

  @Override
  public List<Revocation> due(String realm, long now, int max) {
    return em.createQuery(
            "select r from TokenVaultRevocation r where r.realm = :realm and r.dueAt <= :now order"
                + " by r.dueAt, r.id",
            RevocationEntity.class)
        .setParameter("realm", realm)
        .setParameter("now", now)
        .setMaxResults(max)
        .getResultStream()
        .map(RevocationEntity::give)
        .toList();
  }

  @Override
  public boolean claim(Revocation revocation, long again) {
    return em.createQuery(
                "update TokenVaultRevocation r set r.attempts = :next, r.dueAt = :again where r.id"
                    + " = :id and r.attempts = :attempts")
            .setParameter("next", revocation.attempts() + 1)
            .setParameter("again", again)
            .setParameter("id", revocation.id())
            .setParameter("attempts", revocation.attempts())
            .executeUpdate()
        == 1;
  }

  @Override
  public void done(String id) {
    em.createQuery("delete from TokenVaultRevocation r where r.id = :id")
        .setParameter("id", id)
        .executeUpdate();
  }

  @Override
  public void removeRealm(String realm) {
    em.createQuery("delete from TokenVaultRevocation r where r.realm = :realm")
        .setParameter("realm", realm)
        .executeUpdate();
  }
}
