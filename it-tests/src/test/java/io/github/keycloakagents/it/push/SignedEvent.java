package io.github.keycloakagents.it.push;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;

/**
 * A security event token as its receiver takes it: verified with the realm's published keys.
 *
 * @param header the JOSE header
 * @param claims the claims
 */
record SignedEvent(JsonNode header, JsonNode claims) {

  static SignedEvent verify(String token, ApprovalRealm realm) {
    String[] parts = token.split("\\.");
    JsonNode header = ApprovalRealm.json(new String(bytes(parts[0]), StandardCharsets.UTF_8));
    String issuer = realm.server().url() + "/realms/" + realm.name();
    JsonNode keys = Http.get(issuer + "/protocol/openid-connect/certs").expect(200).json();
    for (JsonNode key : keys.path("keys")) {
      if (key.path("kid").asText().equals(header.path("kid").asText())) {
        check(key, parts);
        return new SignedEvent(header, Reply.claims(token));
      }
    }
    throw new AssertionError("no key " + header + " in " + keys);
  }

  private static void check(JsonNode key, String[] parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec("secp256r1"));
      ECPoint point = new ECPoint(number(key, "x"), number(key, "y"));
      signature.initVerify(
          KeyFactory.getInstance("EC")
              .generatePublic(
                  new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class))));
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(bytes(parts[2]))) {
        throw new AssertionError("wrong signature");
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static BigInteger number(JsonNode key, String member) {
    return new BigInteger(1, bytes(key.path(member).asText()));
  }

  private static byte[] bytes(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }
}
