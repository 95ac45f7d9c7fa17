package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.push.PushMessage;
import io.github.keycloakagents.cibapush.push.VapidKey;
import io.github.keycloakagents.cibapush.push.WebPush;
import io.github.keycloakagents.cibapush.spi.ApprovalNotice;
import io.github.keycloakagents.cibapush.spi.ApprovalTransport;
import io.github.keycloakagents.cibapush.spi.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Web Push to each of the user's enrolled browsers. */
record WebPushTransport(KeycloakSession session) implements ApprovalTransport {

  @Override
  public boolean reaches(UserModel user) {
    return !new PushDevices(user).all().isEmpty();
  }

  @Override
  public List<Delivery> prepare(ApprovalNotice notice, UserModel user) {
    PushRealm realm = PushRealm.of(session);
    WebPush push = PushChannelFactory.of(session).webPush(session);
    VapidKeys keys = new VapidKeys(realm.realm());
    UserJob later = UserJob.of(realm, user);
    String contact = realm.pages().toString();
    return new PushDevices(user)
        .all().stream()
            .flatMap(
                device -> {
                  Optional<VapidKey> key = keys.byPublicKey(device.serverKey());
                  return key.<Delivery>map(
                          known -> () -> send(push, notice, device, known, contact, later))
                      .map(Stream::of)
                      .orElseGet(Stream::empty);
                })
            .toList();
  }

  private static Receipt send(
      WebPush push,
      ApprovalNotice notice,
      PushDevices.Device device,
      VapidKey key,
      String contact,
      UserJob later) {
    long left = Duration.between(Instant.now(), notice.expires()).toSeconds();
    if (left <= 0) {
      return Receipt.REFUSED;
    }
    PushMessage message =
        new PushMessage(
            notice.kind().name().toLowerCase(Locale.ROOT), notice.approvalId(), (int) left);
    Receipt receipt = push.send(message, device.subscription(), key, contact);
    if (receipt == Receipt.GONE) {
      later.run((job, user) -> new PushDevices(user).remove(device.credentialId()));
    } else if (receipt == Receipt.ACCEPTED && device.isStale(Instant.now())) {
      later.run((job, user) -> new PushDevices(user).touch(device.credentialId(), Instant.now()));
    }
    return receipt;
  }
}
