package io.github.keycloakagents.cibapush.push;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/**
 * The key by which push services recognise this realm (RFC 8292).
 *
 * @param publicKey base64url of the uncompressed point; browsers call it application server key
 * @param privateKey base64 of the PKCS #8 form; secret
 */
public record VapidKey(String publicKey, String privateKey) {

  private static final int HTTPS = 443;
  private static final long LIFE_SECONDS = 12 * 3600L;

  /** A fresh key. */
  public static VapidKey generate(P256Operations curve) {
    KeyPair pair = curve.generate();
    return new VapidKey(
        base64url(P256.encode((ECPublicKey) pair.getPublic())),
        Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
  }

  /**
   * The {@code Authorization} header for one push service (RFC 8292, section 3): a token for its
   * origin that lives 12 hours, the allowed maximum being 24.
   */
  public String authorization(URI endpoint, String contact, Instant now, P256Operations curve) {
    String header = base64url("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");
    String claims =
        "{\"aud\":\"%s\",\"exp\":%d,\"sub\":\"%s\"}"
            .formatted(
                origin(endpoint),
                now.getEpochSecond() + LIFE_SECONDS,
                contact.replace("\\", "").replace("\"", ""));
    String signed = header + "." + base64url(claims);
    return "vapid t=" + signed + "." + base64url(sign(signed, curve)) + ", k=" + publicKey;
  }

  private byte[] sign(String text, P256Operations curve) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey)));
      return curve.sign(key, text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String origin(URI endpoint) {
    String host = String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT);
    String port =
        endpoint.getPort() < 0 || endpoint.getPort() == HTTPS ? "" : ":" + endpoint.getPort();
    return String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT) + "://" + host + port;
  }

  private static String base64url(String text) {
    return base64url(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "VapidKey[" + publicKey + "]";
  }
}
