package io.github.keycloakagents.cibapush.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8292: a token that one push service was sent is worth nothing at another, or later. */
class VapidKeyTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private final P256Operations curve =
      new P256Operations(new BouncyCastleProvider(), new SecureRandom());
  private final VapidKey key = VapidKey.generate(curve);

  @ParameterizedTest
  @CsvSource({
    "https://fcm.googleapis.com/fcm/send/abc, https://fcm.googleapis.com",
    "https://FCM.googleapis.com:443/fcm/send/abc, https://fcm.googleapis.com",
    "http://localhost:8181/push/1, http://localhost:8181"
  })
  void isForOneServiceAndAtMostADay(String endpoint, String audience) {
    assertEquals(
        "{\"aud\":\"" + audience + "\",\"exp\":1800043200,\"sub\":\"https://kc.example/\"}",
        claims(key.authorization(URI.create(endpoint), "https://kc.example/", NOW, curve)));
  }

  @Test
  void onlyThisKeySignsIt() throws GeneralSecurityException {
    String header = authorization("https://kc.example/");
    assertTrue(header.endsWith(", k=" + key.publicKey()), header);
    assertTrue(isSignedBy(key, header));
    assertFalse(isSignedBy(VapidKey.generate(curve), header));
    assertFalse(isSignedBy(key, header.replaceFirst("\\.ey", ".eY")));
  }

  @Test
  void theJdkSignsItToo() throws GeneralSecurityException {
    var jdk = new P256Operations(Security.getProvider("SunEC"), new SecureRandom());
    URI endpoint = URI.create("https://web.push.apple.com/abc");
    assertTrue(isSignedBy(key, key.authorization(endpoint, "https://kc.example/", NOW, jdk)));
  }

  @Test
  void theContactAddsNoClaim() {
    String claims = claims(authorization("mailto:a@b.c\",\"aud\":\"https://evil.example"));
    assertEquals(3, claims.split("\":", -1).length - 1, claims);
  }

  private String authorization(String contact) {
    return key.authorization(URI.create("https://web.push.apple.com/abc"), contact, NOW, curve);
  }

  private static String claims(String header) {
    return new String(
        Base64.getUrlDecoder().decode(token(header).split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }

  private static boolean isSignedBy(VapidKey key, String header) throws GeneralSecurityException {
    String[] parts = token(header).split("\\.", -1);
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(P256.decode(Base64.getUrlDecoder().decode(key.publicKey())));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  private static String token(String header) {
    return header.substring("vapid t=".length(), header.indexOf(", k="));
  }
}
