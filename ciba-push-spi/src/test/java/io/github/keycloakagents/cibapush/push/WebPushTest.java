package io.github.keycloakagents.cibapush.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.cibapush.spi.Receipt;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class WebPushTest {

  private static final String RECEIVER =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

  private final P256Operations curve =
      new P256Operations(new BouncyCastleProvider(), new SecureRandom());
  private final List<URI> called = new ArrayList<>();

  @Test
  void aListedNameThatLeadsToAPrivateAddressIsNotCalled() {
    assertEquals(Receipt.REFUSED, send("localhost", "https://localhost/push/1"));
    assertTrue(called.isEmpty());
  }

  @Test
  void aServiceThatIsNoLongerListedIsNotCalled() {
    assertEquals(Receipt.REFUSED, send("push.example", "https://127.0.0.1/push/1"));
    assertTrue(called.isEmpty());
  }

  @Test
  void anOriginThatTheAdminNamesIsCalled() {
    assertEquals(Receipt.ACCEPTED, send("https://localhost", "https://localhost/push/1"));
    assertEquals(List.of(URI.create("https://localhost/push/1")), called);
  }

  private Receipt send(String services, String endpoint) {
    Http http =
        (to, headers, body) -> {
          called.add(to);
          return 201;
        };
    return new WebPush(http, new PushServices(services), curve, InstantSource.system())
        .send(
            new PushMessage("approval", "id", 60),
            Subscription.parse(endpoint, RECEIVER, "BTBZMqHH6r4Tts7J_aSIgg"),
            VapidKey.generate(curve),
            "https://kc.example/");
  }
}
