package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.push.PushMessage;
import io.github.keycloakagents.cibapush.push.Receipt;
import io.github.keycloakagents.cibapush.push.VapidKey;
import io.github.keycloakagents.cibapush.push.WebPush;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** One approval on its way to a user's browsers, outside any request and transaction. */
final class Delivery implements Runnable {

  private static final Logger LOG = Logger.getLogger(Delivery.class);
  private static final int MAX_QUEUE = 10_000;
  private static final int MAX_ATTEMPTS = 5;

  /** What a message is about. */
  private enum Kind {
    APPROVAL,
    DECIDED
  }

  private final Kind kind;
  private final Approval approval;
  private final WebPush push;
  private final Map<String, VapidKey> keys;
  private final URI contact;
  private final Reach reach;
  private final ScheduledThreadPoolExecutor executor;
  private final List<PushDevices.Device> waiting;
  private boolean accepted;
  private int attempt;

  private Delivery(
      Kind kind,
      Approval approval,
      WebPush push,
      Addressees addressees,
      Reach reach,
      ScheduledThreadPoolExecutor executor) {
    this.kind = kind;
    this.approval = approval;
    this.push = push;
    this.keys = addressees.keys();
    this.contact = addressees.contact();
    this.reach = reach;
    this.executor = executor;
    this.waiting = new ArrayList<>(addressees.devices());
  }

  /** Whom to send to, and as whom. */
  private record Addressees(
      List<PushDevices.Device> devices, Map<String, VapidKey> keys, URI contact) {}

  /** Tells the user's browsers of a request, after commit. */
  static void ask(KeycloakSession session, Approval approval, UserModel user) {
    of(Kind.APPROVAL, session, approval, user).afterCommit(session);
  }

  /** Replaces the notice of a request that is decided (RFC 8030, section 5.4), after commit. */
  static void settle(KeycloakSession session, Approval approval, UserModel user) {
    of(Kind.DECIDED, session, approval, user).afterCommit(session);
  }

  private void afterCommit(KeycloakSession session) {
    AfterCommit.run(session, this::start);
  }

  private static Delivery of(
      Kind kind, KeycloakSession session, Approval approval, UserModel user) {
    PushRealm realm = PushRealm.of(session);
    PushChannelFactory channel = PushChannelFactory.of(session);
    WebPush push =
        new WebPush(
            new HttpOut(
                session.getProvider(HttpClientProvider.class).getHttpClient(),
                channel.options().timeoutMillis()),
            channel.options().services(),
            new SecureRandom(),
            InstantSource.system());
    List<PushDevices.Device> devices = realm.devicesOf(user).all();
    VapidKeys vapid = new VapidKeys(realm.realm());
    Map<String, VapidKey> keys = new HashMap<>();
    devices.forEach(
        device ->
            vapid
                .byPublicKey(device.serverKey())
                .ifPresent(key -> keys.put(device.serverKey(), key)));
    return new Delivery(
        kind,
        approval,
        push,
        new Addressees(devices, keys, realm.pages()),
        Reach.of(realm, user, approval),
        channel.executor());
  }

  private void start() {
    if (executor.getQueue().size() >= MAX_QUEUE) {
      LOG.warnf("Too many deliveries waiting; approval %s is in the inbox only", approval.id());
      return;
    }
    executor.execute(this);
  }

  @Override
  public void run() {
    attempt++;
    waiting.removeIf(this::isDone);
    Instant now = Instant.now();
    Duration pause = Duration.ofSeconds(1L << Math.min(attempt, 5));
    if (!waiting.isEmpty()
        && attempt < MAX_ATTEMPTS
        && now.plus(pause).isBefore(approval.expires())) {
      Future<?> unused = executor.schedule(this, pause.toMillis(), TimeUnit.MILLISECONDS);
    } else if (!accepted && kind == Kind.APPROVAL) {
      reach.mail();
    }
  }

  private boolean isDone(PushDevices.Device device) {
    VapidKey key = keys.get(device.serverKey());
    long left = Duration.between(Instant.now(), approval.expires()).toSeconds();
    if (key == null || left <= 0) {
      return true;
    }
    PushMessage message =
        new PushMessage(kind.name().toLowerCase(Locale.ROOT), approval.id(), (int) left);
    Receipt receipt = push.send(message, device.subscription(), key, contact.toString());
    if (receipt == Receipt.GONE) {
      reach.forget(device.credentialId());
    }
    accepted |= receipt == Receipt.ACCEPTED;
    LOG.debugf("Push of approval %s: %s", approval.id(), receipt);
    return receipt != Receipt.LATER;
  }
}
