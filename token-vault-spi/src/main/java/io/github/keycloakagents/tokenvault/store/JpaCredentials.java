package io.github.keycloakagents.tokenvault.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Credentials in the table {@code TOKEN_VAULT_CREDENTIAL} of Keycloak's database. */
public final class JpaCredentials implements Credentials {

  private final EntityManager em;

  /** Works in the transaction of {@code em}. */
  public JpaCredentials(EntityManager em) {
    this.em = em;
  }

  @Override
  public Optional<Credential> find(String id) {
    return Optional.ofNullable(em.find(CredentialEntity.class, id)).map(CredentialEntity::give);
  }

  @Override
  public List<Credential> of(String realm, String user) {
    return em.createQuery(
            "select c from TokenVaultCredential c where c.realm = :realm and c.user = :user order"
                + " by c.createdAt, c.id",
            CredentialEntity.class)
        .setParameter("realm", realm)
        .setParameter("user", user)
        .getResultStream()
        .map(CredentialEntity::give)
        .toList();
  }

  @Override
  public void put(Credential credential) {
    String id = credential.key().id();
    CredentialEntity row = em.find(CredentialEntity.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (row == null) {
      row = new CredentialEntity(id);
      row.take(credential);
      em.persist(row);
    } else {
      row.take(credential);
    }
    em.flush();
  }

  @Override
  public boolean lease(Credential credential, Lease lease) {
    return em.createQuery(
                "update TokenVaultCredential c set c.leaseOwner = :owner, c.leaseUntil = :until"
                    + " where c.id = :id and c.generation = :generation and c.leaseUntil < :now")
            .setParameter("owner", lease.owner())
            .setParameter("until", lease.until())
            .setParameter("id", credential.key().id())
            .setParameter("generation", credential.generation())
            .setParameter("now", lease.now())
            .executeUpdate()
        == 1;
  }

  @Override
  public boolean settle(Credential result, Lease lease) {
    CredentialEntity row =
        em.find(CredentialEntity.class, result.key().id(), LockModeType.PESSIMISTIC_WRITE);
    if (row == null || !row.leasedBy(lease.owner())) {
      return false;
    }
    row.take(result);
    em.flush();
    return true;
  }

  @Override
  public void used(String id, long at) {
    em.createQuery("update TokenVaultCredential c set c.lastUsedAt = :at where c.id = :id")
        .setParameter("at", at)
        .setParameter("id", id)
        .executeUpdate();
  }

  @Override
  public void remove(String id) {
    em.createQuery("delete from TokenVaultCredential c where c.id = :id")
        .setParameter("id", id)
        .executeUpdate();
  }

  @Override
  public void removeRealm(String realm) {
    em.createQuery("delete from TokenVaultCredential c where c.realm = :realm")
        .setParameter("realm", realm)
        .executeUpdate();
  }

  @Override
  public List<Credential> ofConnection(String realm, String connection, int max) {
    return em.createQuery(
            "select c from TokenVaultCredential c where c.realm = :realm and c.connection ="
                + " :connection order by c.id",
            CredentialEntity.class)
        .setParameter("realm", realm)
        .setParameter("connection", connection)
        .setMaxResults(max)
        .getResultStream()
        .map(CredentialEntity::give)
        .toList();
  }
}
