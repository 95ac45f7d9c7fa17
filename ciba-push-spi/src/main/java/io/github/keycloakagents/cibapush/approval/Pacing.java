package io.github.keycloakagents.cibapush.approval;

import io.github.keycloakagents.cibapush.config.Policy;
import io.github.keycloakagents.cibapush.request.RequestRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Against fatigue: whether an agent may put one more request to a user now. Caps on what is open
 * and on what came in the last minute, a pause after each denial that doubles with the next, and a
 * block after a report.
 *
 * @param log what has been asked and decided
 * @param policy the realm's bounds
 */
public record Pacing(ApprovalLog log, Policy policy) {

  private static final Duration MEMORY = Duration.ofDays(1);
  private static final long MAX_PAUSE = 3600;

  /**
   * Lets the request through.
   *
   * @return what is open for the user
   * @throws RequestRefused {@code access_denied} after a report, else {@code slow_down} with the
   *     seconds to wait
   */
  public List<Approval> check(String userId, String clientId, Instant now) {
    if (!log.reports(userId, clientId).isEmpty()) {
      throw RequestRefused.blocked();
    }
    List<Approval> open = log.openOf(userId, now);
    List<Approval> own = open.stream().filter(a -> a.clientId().equals(clientId)).toList();
    if (open.size() >= policy.maxPending()) {
      throw tooMany(open, "too many open requests for this user", now);
    }
    if (own.size() >= policy.maxPendingPerAgent()) {
      throw tooMany(own, "too many open requests of this client for this user", now);
    }
    Instant minuteAgo = now.minusSeconds(60);
    List<Approval> minute = log.since(userId, minuteAgo);
    if (minute.size() >= policy.maxPerMinute()) {
      Instant oldest = minute.get(minute.size() - 1).created();
      throw RequestRefused.slowDown(
          "too many requests for this user in a minute",
          Duration.between(minuteAgo, oldest).toSeconds() + 1);
    }
    pause(log.decidedOf(userId, clientId, now.minus(MEMORY)), now);
    return open;
  }

  private void pause(List<Approval> decided, Instant now) {
    List<Approval> denials = decided.stream().takeWhile(a -> a.status() == Status.DENIED).toList();
    if (denials.isEmpty() || policy.cooldown() == 0) {
      return;
    }
    long pause = Math.min(MAX_PAUSE, (long) policy.cooldown() << Math.min(20, denials.size() - 1));
    Instant until = decided(denials.get(0)).plusSeconds(pause);
    if (now.isBefore(until)) {
      throw RequestRefused.slowDown(
          "the user has denied a request of this client",
          Duration.between(now, until).toSeconds() + 1);
    }
  }

  private static RequestRefused tooMany(List<Approval> open, String why, Instant now) {
    return RequestRefused.slowDown(
        why, Duration.between(now, open.get(0).expires()).toSeconds() + 1);
  }

  private static Instant decided(Approval approval) {
    Instant moment = approval.decided();
    return moment == null ? Instant.EPOCH : moment;
  }
}
