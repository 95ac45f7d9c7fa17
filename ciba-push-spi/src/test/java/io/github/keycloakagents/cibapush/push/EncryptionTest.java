package io.github.keycloakagents.cibapush.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncryptionTest {

  private static final String RECEIVER =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

  /** RFC 8291, section 5 and appendix A. */
  @ParameterizedTest
  @MethodSource("providers")
  void encryptsTheExampleOfTheRfc(Provider provider) throws Exception {
    Subscription receiver =
        Subscription.parse("https://push.example.net/push/1", RECEIVER, "BTBZMqHH6r4Tts7J_aSIgg");
    KeyPair sender =
        new KeyPair(
            P256.decode(
                base64(
                    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")),
            KeyFactory.getInstance("EC")
                .generatePrivate(
                    new ECPrivateKeySpec(
                        new BigInteger(1, base64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")),
                        P256.parameters())));
    byte[] body =
        new Encryption(new P256Operations(provider, new SecureRandom()))
            .encrypt(
                "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.UTF_8),
                receiver,
                sender,
                base64("DGv6ra1nlYgDCS1FRnbzlw"));
    assertEquals(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
        Base64.getUrlEncoder().withoutPadding().encodeToString(body));
  }

  @Test
  void refusesAPointThatIsNotOnTheCurve() {
    byte[] point = base64(RECEIVER);
    point[64] ^= 1;
    assertThrows(IllegalArgumentException.class, () -> P256.decode(point));
  }

  @Test
  void refusesAShortAuthSecret() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Subscription.parse("https://push.example.net/1", RECEIVER, "BTBZMqHH6r4Tts7J_aSI"));
  }

  static List<Provider> providers() {
    return List.of(new BouncyCastleProvider(), Security.getProvider("SunEC"));
  }

  private static byte[] base64(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
