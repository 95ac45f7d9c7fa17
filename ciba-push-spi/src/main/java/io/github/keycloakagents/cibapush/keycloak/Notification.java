package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.spi.ApprovalNotice;
import io.github.keycloakagents.cibapush.spi.ApprovalTransport;
import io.github.keycloakagents.cibapush.spi.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * One notice on its way to a user by all transports, outside any request and transaction; retried
 * while it lives. Those of last resort follow when none of the others was accepted.
 */
final class Notification implements Runnable {

  private static final Logger LOG = Logger.getLogger(Notification.class);
  private static final int MAX_QUEUE = 10_000;
  private static final int MAX_ATTEMPTS = 5;

  private final ApprovalNotice notice;
  private final ScheduledThreadPoolExecutor executor;
  private final List<ApprovalTransport.Delivery> waiting = new ArrayList<>();
  private final List<ApprovalTransport.Delivery> lastResort = new ArrayList<>();
  private boolean accepted;
  private int attempt;

  private Notification(ApprovalNotice notice, ScheduledThreadPoolExecutor executor) {
    this.notice = notice;
    this.executor = executor;
  }

  /** Tells the user of a request, after commit. */
  static void ask(KeycloakSession session, Approval approval, UserModel user) {
    afterCommit(ApprovalNotice.Kind.APPROVAL, session, approval, user);
  }

  /** Replaces the notice of a request that is decided (RFC 8030, section 5.4), after commit. */
  static void settle(KeycloakSession session, Approval approval, UserModel user) {
    afterCommit(ApprovalNotice.Kind.DECIDED, session, approval, user);
  }

  private static void afterCommit(
      ApprovalNotice.Kind kind, KeycloakSession session, Approval approval, UserModel user) {
    ApprovalNotice notice =
        new ApprovalNotice(
            kind,
            approval.id(),
            user.getId(),
            approval.expires(),
            PushRealm.of(session).pages().resolve("approve/" + approval.id()));
    Notification notification = new Notification(notice, PushChannelFactory.of(session).executor());
    for (ApprovalTransport transport : new Transports(session).all()) {
      List<ApprovalTransport.Delivery> deliveries =
          transport.reaches(user) ? transport.prepare(notice, user) : List.of();
      (transport.isLastResort() ? notification.lastResort : notification.waiting)
          .addAll(deliveries);
    }
    AfterCommit.run(session, notification::start);
  }

  private void start() {
    if (executor.getQueue().size() >= MAX_QUEUE) {
      LOG.warnf(
          "Too many deliveries waiting; approval %s is in the inbox only", notice.approvalId());
      return;
    }
    executor.execute(this);
  }

  @Override
  public void run() {
    attempt++;
    waiting.removeIf(this::isDone);
    Duration pause = Duration.ofSeconds(1L << Math.min(attempt, 5));
    if (!waiting.isEmpty()
        && attempt < MAX_ATTEMPTS
        && Instant.now().plus(pause).isBefore(notice.expires())) {
      Future<?> unused = executor.schedule(this, pause.toMillis(), TimeUnit.MILLISECONDS);
    } else if (!accepted && !lastResort.isEmpty()) {
      waiting.clear();
      waiting.addAll(lastResort);
      lastResort.clear();
      attempt = 0;
      run();
    }
  }

  private boolean isDone(ApprovalTransport.Delivery delivery) {
    Receipt receipt;
    try {
      receipt = delivery.attempt();
    } catch (RuntimeException e) {
      LOG.warnf("A transport failed with approval %s: %s", notice.approvalId(), e.getClass());
      receipt = Receipt.REFUSED;
    }
    accepted |= receipt == Receipt.ACCEPTED;
    LOG.debugf("Notice of approval %s: %s", notice.approvalId(), receipt);
    return receipt != Receipt.LATER;
  }
}
