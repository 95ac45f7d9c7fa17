package io.github.keycloakagents.tokenvault.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    CredentialEntity row = locked(id);
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
    CredentialEntity row = locked(result.key().id());
    if (row == null || !row.accepts(result, lease)) {
      return false;
    }
    row.take(result);
    em.flush();
    return true;
  }

  @Override
  public void used(Use use) {
    em.createQuery("update TokenVaultCredential c set c.lastUsedAt = :at where c.id = :id")
        .setParameter("at", use.at())
        .setParameter("id", use.credential())
        .executeUpdate();
    em.merge(new UseEntity(use));
    em.flush();
  }

  @Override
  public List<Use> uses(List<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : em.createQuery(
                "select u from TokenVaultUse u where u.credential in :ids order by u.at desc",
                UseEntity.class)
            .setParameter("ids", ids)
            .getResultStream()
            .map(UseEntity::give)
            .toList();
  }

  @Override
  public void remove(CredentialKey key) {
    CredentialEntity row = em.find(CredentialEntity.class, key.id());
    if (row != null) {
      em.createQuery("delete from TokenVaultUse u where u.credential = :id")
          .setParameter("id", key.id())
          .executeUpdate();
      em.remove(row);
      em.flush();
    }
  }

  @Override
  public void removeConnection(String realm, String connection) {
    em.createQuery(
            "delete from TokenVaultUse u where u.credential in (select c.id from"
                + " TokenVaultCredential c where c.realm = :realm and c.connection = :connection)")
        .setParameter("realm", realm)
        .setParameter("connection", connection)
        .executeUpdate();
    em.createQuery(
            "delete from TokenVaultCredential c where c.realm = :realm and c.connection ="
                + " :connection")
        .setParameter("realm", realm)
        .setParameter("connection", connection)
        .executeUpdate();
  }

  @Override
  public void removeRealm(String realm) {
    em.createQuery(
            "delete from TokenVaultUse u where u.credential in (select c.id from"
                + " TokenVaultCredential c where c.realm = :realm)")
        .setParameter("realm", realm)
        .executeUpdate();
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

  @Override
  public List<Credential> sealedWith(String realm, String keyId, String after, int max) {
    return em.createQuery(
            "select c from TokenVaultCredential c where c.realm = :realm and c.keyId = :keyId and"
                + " c.id > :after order by c.id",
            CredentialEntity.class)
        .setParameter("realm", realm)
        .setParameter("keyId", keyId)
        .setParameter("after", after)
        .setMaxResults(max)
        .getResultStream()
        .map(CredentialEntity::give)
        .toList();
  }

  @Override
  public List<Credential> unusedSince(String realm, long time, int max) {
    return em.createQuery(
            "select c from TokenVaultCredential c where c.realm = :realm and c.lastUsedAt < :time"
                + " and c.createdAt < :time",
            CredentialEntity.class)
        .setParameter("realm", realm)
        .setParameter("time", time)
        .setMaxResults(max)
        .getResultStream()
        .map(CredentialEntity::give)
        .toList();
  }

  private @Nullable CredentialEntity locked(String id) {
    CredentialEntity row = em.find(CredentialEntity.class, id);
    if (row != null) {
      em.refresh(row, LockModeType.PESSIMISTIC_WRITE);
    }
    return row;
  }
}
