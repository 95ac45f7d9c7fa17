package io.github.keycloakagents.cibapush.preapproval;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The pre-approvals of one realm in the database; one that has ended has no row. */
public final class PreApprovals {

  private static final int MAX_PER_USER = 20;
  private static final String OF_USER = "p.userId = :user";

  private final EntityManager db;
  private final String realmId;

  /** For one realm. */
  public PreApprovals(EntityManager db, String realmId) {
    this.db = db;
    this.realmId = realmId;
  }

  /** Stores a new one, unless the user has many already. */
  public boolean add(PreApproval preApproval) {
    if (activeOf(preApproval.userId(), preApproval.created()).size() >= MAX_PER_USER) {
      return false;
    }
    PreApprovalEntity row = new PreApprovalEntity(realmId, preApproval);
    db.persist(row);
    db.flush();
    db.detach(row);
    return true;
  }

  /** A user's that still can be used, those that end first before the others. */
  public List<PreApproval> activeOf(String userId, Instant now) {
    List<PreApprovalEntity> rows =
        db.createQuery(
                "select p from CibaPushPreApproval p where p.realmId = :realm and p.userId = :user"
                    + " and p.usesLeft > 0 and p.expiresAt > :now order by p.expiresAt, p.id",
                PreApprovalEntity.class)
            .setParameter("realm", realmId)
            .setParameter("user", userId)
            .setParameter("now", now.toEpochMilli())
            .setMaxResults(MAX_PER_USER)
            .getResultList();
    List<PreApproval> all = rows.stream().map(PreApprovalEntity::toPreApproval).toList();
    rows.forEach(db::detach);
    return all;
  }

  /**
   * Uses it once: compare and set, so that over all nodes the last use is one.
   *
   * @param total what has been spent then
   * @return whether this call was the one
   */
  public boolean use(PreApproval preApproval, BigDecimal total, Instant now) {
    return execute(
            "update CibaPushPreApproval p set p.usesLeft = p.usesLeft - 1, p.spent = :spent,"
                + " p.version = p.version + 1",
            "p.id = :id and p.version = :version and p.usesLeft > 0 and p.expiresAt > :now",
            Map.of(
                "id", preApproval.id(),
                "version", preApproval.version(),
                "spent", total.toPlainString(),
                "now", now.toEpochMilli()))
        == 1;
  }

  /**
   * Ends one.
   *
   * @return whether it was there
   */
  public boolean end(String id, String userId) {
    return delete("p.id = :id and " + OF_USER, Map.of("id", id, "user", userId)) == 1;
  }

  /** Ends all that a user gave an agent. */
  public void endOf(String userId, String clientId) {
    delete(OF_USER + " and p.clientId = :client", Map.of("user", userId, "client", clientId));
  }

  /** Ends a user's. */
  public void endOfUser(String userId) {
    delete(OF_USER, Map.of("user", userId));
  }

  /** Ends an agent's. */
  public void endOfClient(String clientId) {
    delete("p.clientId = :client", Map.of("client", clientId));
  }

  /** Ends the realm's. */
  public void endAll() {
    delete("1 = 1", Map.of());
  }

  /** Erases what has lapsed. */
  public void eraseBefore(Instant moment) {
    delete("p.expiresAt < :moment", Map.of("moment", moment.toEpochMilli()));
  }

  private int delete(String condition, Map<String, Object> parameters) {
    return execute("delete from CibaPushPreApproval p", condition, parameters);
  }

  private int execute(String statement, String condition, Map<String, Object> parameters) {
    Query query =
        db.createQuery(statement + " where p.realmId = :realm and " + condition)
            .setParameter("realm", realmId);
    parameters.forEach(query::setParameter);
    return query.executeUpdate();
  }
}
