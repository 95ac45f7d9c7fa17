package io.github.keycloakagents.cibapush.approval;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The approvals of one realm in the database, within the caller's transaction. */
public final class Approvals {

  private final EntityManager db;
  private final String realmId;

  /** For one realm. */
  public Approvals(EntityManager db, String realmId) {
    this.db = db;
    this.realmId = realmId;
  }

  /** Stores a new one. */
  public void open(Approval approval) {
    ApprovalEntity row = new ApprovalEntity(approval);
    db.persist(row);
    db.flush();
    db.detach(row);
  }

  /** By its public id, whoever it belongs to. */
  public Optional<Approval> byId(String id) {
    return first(query("a.id = :value").setParameter("value", id));
  }

  /** By Keycloak's handle of the pending request. */
  public Optional<Approval> byResultId(@Nullable String resultId) {
    return resultId == null
        ? Optional.empty()
        : first(query("a.resultId = :value").setParameter("value", resultId));
  }

  /** A user's open ones, the oldest first, at most 100. */
  public List<Approval> openOf(String userId, Instant now) {
    return list(
        query("a.userId = :user and a.status = :open and a.expiresAt > :now", "a.createdAt")
            .setParameter("user", userId)
            .setParameter("open", Status.OPEN)
            .setParameter("now", now.toEpochMilli())
            .setMaxResults(100));
  }

  /** A user's past ones, the newest first. */
  public List<Approval> pastOf(String userId, Instant now, int from, int count) {
    return list(
        query("a.userId = :user and (a.status <> :open or a.expiresAt <= :now)", "a.createdAt desc")
            .setParameter("user", userId)
            .setParameter("open", Status.OPEN)
            .setParameter("now", now.toEpochMilli())
            .setFirstResult(from)
            .setMaxResults(count));
  }

  /** All of the realm, the newest first. */
  public List<Approval> all(int from, int count) {
    return list(query("1 = 1", "a.createdAt desc").setFirstResult(from).setMaxResults(count));
  }

  /** How many requests of a user came after a moment. */
  public long since(String userId, Instant moment) {
    return db.createQuery(
            "select count(a) from CibaPushApproval a where a.realmId = :realm"
                + " and a.userId = :user and a.createdAt > :moment",
            Long.class)
        .setParameter("realm", realmId)
        .setParameter("user", userId)
        .setParameter("moment", moment.toEpochMilli())
        .getSingleResult();
  }

  /**
   * The decision, if the approval is still open: compare and set, so that over all nodes one wins.
   *
   * @return whether this call was the one
   */
  public boolean decide(Approval approval, Decision decision, Instant now) {
    return db.createQuery(
                "update CibaPushApproval a set a.status = :status, a.decidedAt = :now,"
                    + " a.reason = :reason, a.evidence = :evidence"
                    + " where a.id = :id and a.realmId = :realm and a.status = :open"
                    + " and a.expiresAt > :now")
            .setParameter("status", decision.status())
            .setParameter("now", now.toEpochMilli())
            .setParameter("reason", decision.reason())
            .setParameter("evidence", decision.evidence())
            .setParameter("id", approval.id())
            .setParameter("realm", realmId)
            .setParameter("open", Status.OPEN)
            .executeUpdate()
        == 1;
  }

  /**
   * Turns an approved one into a token, once.
   *
   * @return whether this call was the one
   */
  public boolean redeem(Approval approval) {
    return db.createQuery(
                "update CibaPushApproval a set a.status = :redeemed"
                    + " where a.id = :id and a.realmId = :realm and a.status = :approved")
            .setParameter("redeemed", Status.REDEEMED)
            .setParameter("id", approval.id())
            .setParameter("realm", realmId)
            .setParameter("approved", Status.APPROVED)
            .executeUpdate()
        == 1;
  }

  /** Erases what is older than this age. */
  public int eraseOlderThan(Duration age, Instant now) {
    return erase("a.expiresAt < :value", now.minus(age).toEpochMilli());
  }

  /** Erases a user's. */
  public int eraseUser(String userId) {
    return erase("a.userId = :value", userId);
  }

  /** Erases a client's. */
  public int eraseClient(String clientId) {
    return erase("a.clientId = :value", clientId);
  }

  /** Erases the realm's. */
  public int eraseAll() {
    return erase("a.realmId = :value", realmId);
  }

  private int erase(String condition, Object value) {
    return db.createQuery(
            "delete from CibaPushApproval a where a.realmId = :realm and " + condition)
        .setParameter("realm", realmId)
        .setParameter("value", value)
        .executeUpdate();
  }

  private TypedQuery<ApprovalEntity> query(String condition) {
    return query(condition, "a.id");
  }

  private TypedQuery<ApprovalEntity> query(String condition, String order) {
    return db.createQuery(
            "select a from CibaPushApproval a where a.realmId = :realm and "
                + condition
                + " order by "
                + order,
            ApprovalEntity.class)
        .setParameter("realm", realmId);
  }

  private Optional<Approval> first(TypedQuery<ApprovalEntity> query) {
    return list(query.setMaxResults(1)).stream().findFirst();
  }

  private List<Approval> list(TypedQuery<ApprovalEntity> query) {
    List<ApprovalEntity> rows = query.getResultList();
    List<Approval> approvals = rows.stream().map(ApprovalEntity::toApproval).toList();
    rows.forEach(db::detach);
    return approvals;
  }
}
