package io.github.keycloakagents.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PushSubscriptionTest {
  private static final String MESSAGE =
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6"
          + "TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

  @Test
  void decryptsTheExampleOfRfc8291() throws Exception {
    assertEquals("When I grow up, I want to be a watermelon", rfc().decrypt(bytes(MESSAGE)));
  }

  @Test
  void refusesAMessageForSomebodyElse() {
    PushSubscription other = PushSubscription.at("http://localhost/push/1");
    assertThrows(Unexpected.class, () -> other.decrypt(bytes(MESSAGE)));
  }

  @Test
  void refusesAChangedMessage() throws Exception {
    byte[] message = bytes(MESSAGE);
    message[message.length - 1] ^= 1;
    PushSubscription subscription = rfc();
    assertThrows(Unexpected.class, () -> subscription.decrypt(message));
  }

  private static PushSubscription rfc() throws Exception {
    ECPublicKey publicKey =
        P256.decode(
            bytes(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"));
    PrivateKey privateKey =
        KeyFactory.getInstance("EC")
            .generatePrivate(
                new ECPrivateKeySpec(
                    new BigInteger(1, bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")),
                    publicKey.getParams()));
    return new PushSubscription(
        "http://localhost/push/1", publicKey, privateKey, bytes("BTBZMqHH6r4Tts7J_aSIgg"));
  }

  private static byte[] bytes(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }
}
