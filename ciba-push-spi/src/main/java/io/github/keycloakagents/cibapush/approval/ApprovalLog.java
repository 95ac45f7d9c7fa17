package io.github.keycloakagents.cibapush.approval;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of a realm's approvals. */
public final class ApprovalLog {

  private static final int MAX_OPEN = 100;
  private static final int MAX_RECENT = 1000;
  private static final int MAX_DECIDED = 20;
  private static final String NEWEST_FIRST = "a.createdAt desc";

  private final Rows rows;

  /** For one realm. */
  public ApprovalLog(EntityManager db, String realmId) {
    this.rows = new Rows(db, realmId);
  }

  /** A user's open ones, the oldest first, at most 100. */
  public List<Approval> openOf(String userId, Instant now) {
    return rows.list(
        "a.userId = :user and a.status = :open and a.expiresAt > :now",
        "a.createdAt",
        0,
        MAX_OPEN,
        Map.of("user", userId, "open", Status.OPEN, "now", now.toEpochMilli()));
  }

  /** A user's that came since a moment, the newest first, at most 1,000. */
  public List<Approval> since(String userId, Instant moment) {
    return rows.list(
        "a.userId = :user and a.createdAt > :moment",
        NEWEST_FIRST,
        0,
        MAX_RECENT,
        Map.of("user", userId, "moment", moment.toEpochMilli()));
  }

  /** What a user decided last of an agent's since a moment, the last decision first, at most 20. */
  List<Approval> decidedOf(String userId, String clientId, Instant moment) {
    return rows.list(
        "a.userId = :user and a.clientId = :client and a.createdAt > :moment"
            + " and a.decidedAt is not null",
        "a.decidedAt desc",
        0,
        MAX_DECIDED,
        Map.of("user", userId, "client", clientId, "moment", moment.toEpochMilli()));
  }

  /** The reports of a user that block an agent. */
  public List<Approval> reports(String userId, String clientId) {
    return rows.list(
        "a.userId = :user and a.clientId = :client and a.status = :reported",
        NEWEST_FIRST,
        0,
        MAX_RECENT,
        Map.of("user", userId, "client", clientId, "reported", Status.REPORTED));
  }

  /** A user's past ones that contain a text, the newest first. */
  public List<Approval> pastOf(
      String userId, Instant now, @Nullable String text, int from, int count) {
    Map<String, Object> values = new HashMap<>();
    values.put("user", userId);
    values.put("open", Status.OPEN);
    values.put("now", now.toEpochMilli());
    String condition = "a.userId = :user and (a.status <> :open or a.expiresAt <= :now)";
    if (text != null && !text.isBlank()) {
      values.put("text", pattern(text));
      condition +=
          " and (lower(a.agent) like :text escape '!' or lower(a.message) like :text escape '!'"
              + " or lower(a.details) like :text escape '!')";
    }
    return rows.list(condition, NEWEST_FIRST, from, count, values);
  }

  /** All of the realm, or of one user, the newest first. */
  public List<Approval> all(@Nullable String userId, int from, int count) {
    return userId == null
        ? rows.list("1 = 1", NEWEST_FIRST, from, count, Map.of())
        : rows.list("a.userId = :user", NEWEST_FIRST, from, count, Map.of("user", userId));
  }

  private static String pattern(String text) {
    return "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
  }
}
