package io.github.keycloakagents.cibapush.preapproval;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of a {@link PreApproval}. Times are milliseconds since the epoch. */
@Entity(name = "CibaPushPreApproval")
@Table(name = "CIBA_PUSH_PRE_APPROVAL")
public class PreApprovalEntity {

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

  @Column(name = "DETAILS_TYPE")
  private String type = "";

  @Column(name = "SHAPE")
  private String shape = "";

  @Column(name = "MAX_TOTAL")
  private @Nullable String total;

  @Column(name = "CURRENCY")
  private @Nullable String currency;

  @Column(name = "SPENT")
  private String spent = "0";

  @Column(name = "USES_LEFT")
  private int usesLeft;

  @Column(name = "CREATED_AT")
  private long createdAt;

  @Column(name = "EXPIRES_AT")
  private long expiresAt;

  @Column(name = "CONSENT_AT")
  private @Nullable Long consentAt;

  @Column(name = "VERSION")
  private int version;

  /** For JPA. */
  protected PreApprovalEntity() {}

  PreApprovalEntity(String realmId, PreApproval from) {
    this.realmId = realmId;
    id = from.id();
    userId = from.userId();
    clientId = from.clientId();
    agent = from.agent();
    type = from.kind().type();
    shape = from.kind().shape();
    Amount limit = from.kind().amount();
    total = limit == null ? null : limit.value().toPlainString();
    currency = limit == null ? null : limit.currency();
    usesLeft = from.usesLeft();
    createdAt = from.created().toEpochMilli();
    expiresAt = from.expires().toEpochMilli();
    consentAt = from.consentAt();
  }

  PreApproval toPreApproval() {
    Amount limit =
        total == null || currency == null ? null : new Amount(new BigDecimal(total), currency);
    return new PreApproval(
        id,
        userId,
        clientId,
        agent,
        new Kind(type, shape, limit),
        new BigDecimal(spent),
        usesLeft,
        Instant.ofEpochMilli(createdAt),
        Instant.ofEpochMilli(expiresAt),
        consentAt,
        version);
  }
}
