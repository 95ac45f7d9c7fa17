package io.github.keycloakagents.cibapush.approval;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of an {@link Approval}. Times are milliseconds since the epoch. */
@Entity(name = "CibaPushApproval")
@Table(name = "CIBA_PUSH_APPROVAL")
public class ApprovalEntity {

  @Id
  @Column(name = "ID")
  private String id = "";

  @Column(name = "REALM_ID")
  private String realmId = "";

  @Column(name = "USER_ID")
  private String userId = "";

  @Column(name = "CLIENT_ID")
  private String clientId = "";

  @Column(name = "AGENT")
  private String agent = "";

  @Column(name = "RESULT_ID")
  private String resultId = "";

  @Column(name = "SCOPES")
  private String scope = "";

  @Column(name = "MESSAGE")
  private @Nullable String message;

  @Column(name = "DETAILS")
  private @Nullable String details;

  @Column(name = "MATCH_NUMBER")
  private @Nullable String number;

  @Enumerated(EnumType.STRING)
  @Column(name = "STATUS")
  private Status status = Status.OPEN;

  @Column(name = "CREATED_AT")
  private long createdAt;

  @Column(name = "EXPIRES_AT")
  private long expiresAt;

  @Column(name = "DECIDED_AT")
  private @Nullable Long decidedAt;

  @Column(name = "REASON")
  private @Nullable String reason;

  @Column(name = "PROOF")
  private @Nullable String evidence;

  @Column(name = "CONSENT_AT")
  private @Nullable Long consentAt;

  /** For JPA. */
  protected ApprovalEntity() {}

  ApprovalEntity(Approval approval) {
    id = approval.id();
    realmId = approval.realmId();
    userId = approval.userId();
    clientId = approval.clientId();
    agent = approval.agent();
    resultId = approval.resultId();
    scope = approval.scope();
    message = approval.message();
    details = approval.details();
    number = approval.number();
    status = approval.status();
    createdAt = approval.created().toEpochMilli();
    expiresAt = approval.expires().toEpochMilli();
    Instant decided = approval.decided();
    decidedAt = decided == null ? null : decided.toEpochMilli();
    Evidence kept = approval.evidence();
    evidence = kept == null ? null : kept.json();
    consentAt = approval.consentAt();
  }

  Approval toApproval() {
    return new Approval(
        id,
        realmId,
        userId,
        clientId,
        agent,
        resultId,
        scope,
        message,
        details,
        number,
        status,
        Instant.ofEpochMilli(createdAt),
        Instant.ofEpochMilli(expiresAt),
        decidedAt == null ? null : Instant.ofEpochMilli(decidedAt),
        reason,
        evidence == null ? null : Evidence.parse(evidence),
        consentAt);
  }
}
