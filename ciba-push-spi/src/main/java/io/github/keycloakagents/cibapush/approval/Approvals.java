package io.github.keycloakagents.cibapush.approval;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The approvals of one realm in the database, within the caller's transaction. */
public final class Approvals {

  private final EntityManager db;
  private final Rows rows;

  /** For one realm. */
  public Approvals(EntityManager db, String realmId) {
    this.db = db;
    this.rows = new Rows(db, realmId);
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
    return rows.list("a.id = :id", "a.id", 0, 1, Map.of("id", id)).stream().findFirst();
  }

  /** By Keycloak's handle of the pending request. */
  public Optional<Approval> byResultId(@Nullable String resultId) {
    return resultId == null
        ? Optional.empty()
        : rows.list("a.resultId = :id", "a.id", 0, 1, Map.of("id", resultId)).stream().findFirst();
  }

  /**
   * The decision, if the approval is still open: compare and set, so that over all nodes one wins.
   *
   * @return whether this call was the one
   */
  public boolean decide(Approval approval, Decision decision, Instant now) {
    Map<String, Object> values = new HashMap<>();
    values.put("id", approval.id());
    values.put("status", decision.status());
    values.put("now", now.toEpochMilli());
    values.put("reason", decision.reason());
    values.put("evidence", decision.evidence().json());
    values.put("open", Status.OPEN);
    return rows.update(
            "a.status = :status, a.decidedAt = :now, a.reason = :reason, a.evidence = :evidence",
            "a.id = :id and a.status = :open and a.expiresAt > :now",
            values)
        == 1;
  }

  /**
   * Turns an approved one into a token, once.
   *
   * @return whether this call was the one
   */
  public boolean redeem(Approval approval) {
    return move(approval, Status.APPROVED, Status.REDEEMED);
  }

  /**
   * Lifts a report, so that the agent may ask again.
   *
   * @return whether there was one
   */
  public boolean lift(Approval approval) {
    return move(approval, Status.REPORTED, Status.LIFTED);
  }

  /** Erases a user's. */
  public void eraseUser(String userId) {
    rows.delete("a.userId = :id", Map.of("id", userId));
  }

  /** Erases a client's. */
  public void eraseClient(String clientId) {
    rows.delete("a.clientId = :id", Map.of("id", clientId));
  }

  /** Erases the realm's. */
  public void eraseAll() {
    rows.delete("1 = 1", Map.of());
  }

  /** Erases what lapsed before a moment, but for the reports that still block an agent. */
  public void eraseBefore(Instant moment) {
    rows.delete(
        "a.expiresAt < :moment and a.status <> :reported",
        Map.of("moment", moment.toEpochMilli(), "reported", Status.REPORTED));
  }

  private boolean move(Approval approval, Status from, Status to) {
    return rows.update(
            "a.status = :to",
            "a.id = :id and a.status = :from",
            Map.of("id", approval.id(), "from", from, "to", to))
        == 1;
  }
}
