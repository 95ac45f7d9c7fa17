package io.github.keycloakagents.it.scopes;

import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A key with which a client proves that a token is its own (RFC 9449, DPoP). */
final class SenderProof {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private final KeyPair keys;

  SenderProof() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token request with a proof of this key. */
  Reply token(PermissionsRealm realm, String clientId, String... parameters) {
    String url =
        realm.server().url() + "/realms/" + realm.name() + "/protocol/openid-connect/token";
    String client = clientId + ":" + clientId + "-secret";
    String[] headers = {
      "Authorization",
      "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)),
      "DPoP",
      proof(url)
    };
    return Http.form(url, headers, parameters);
  }

  private String proof(String url) {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    String header =
        "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\","
            + "\"x\":\"%s\",\"y\":\"%s\"}}"
                .formatted(number(key.getW().getAffineX()), number(key.getW().getAffineY()));
    String claims =
        "{\"jti\":\"%s\",\"htm\":\"POST\",\"htu\":\"%s\",\"iat\":%d}"
            .formatted(UUID.randomUUID(), url, Instant.now().getEpochSecond());
    String content = text(header) + "." + text(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String number(BigInteger value) {
    byte[] fixed = new byte[32];
    byte[] bytes = value.toByteArray();
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return BASE64.encodeToString(fixed);
  }
}
