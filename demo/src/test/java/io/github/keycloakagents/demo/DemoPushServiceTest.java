package io.github.keycloakagents.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoPushServiceTest {
  private final DemoPushService service = new DemoPushService(0);
  private final KeyPair sender = P256.generate();
  private final String key = base64url(P256.encode((ECPublicKey) sender.getPublic()));
  private final String subscription = service.subscribe(key);

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void keepsAMessageOfTheRightSender() throws Exception {
    assertEquals(201, post(message().with("Authorization", vapid(service.url(), 60))));
    assertEquals(
        "sealed",
        new String(
            service.next(subscription, Duration.ofSeconds(1)).orElseThrow().body(),
            StandardCharsets.UTF_8));
  }

  @Test
  void refusesASenderThatIsNotTheOneThatSubscribed() throws Exception {
    assertEquals(403, post(message()));
    assertEquals(
        403, post(message().with("Authorization", vapid("https://elsewhere.example", 60))));
    assertEquals(403, post(message().with("Authorization", vapid(service.url(), -1))));
    assertEquals(403, post(message().with("Authorization", vapid(service.url(), 90_000))));
  }

  @Test
  void refusesAMessageWithoutTtl() {
    assertEquals(
        400, post(Call.json(subscription, "sealed").with("Content-Encoding", "aes128gcm")));
  }

  @Test
  void saysWhenABrowserIsGone() {
    service.unsubscribe(subscription);
    assertEquals(410, post(message()));
  }

  private Call message() {
    return Call.json(subscription, "sealed")
        .with("TTL", "60")
        .with("Content-Encoding", "aes128gcm");
  }

  private static int post(Call call) {
    return Wire.quiet().send(call).status();
  }

  private String vapid(String audience, int seconds) throws Exception {
    String signed =
        base64url("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64url(
                Json.object()
                    .put("aud", audience)
                    .put("exp", Instant.now().getEpochSecond() + seconds)
                    .toString()
                    .getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(sender.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return "vapid t=" + signed + "." + base64url(signature.sign()) + ", k=" + key;
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
