package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.stream.StreamSupport;

/**
 * What every resource server checks of an access token (RFC 9068, section 4): signature by a key of
 * the issuer, issuer, audience, expiry.
 */
final class TokenCheck {
  private final Wire wire;
  private final String issuer;
  private final String audience;
  private final InstantSource clock;

  TokenCheck(Wire wire, String issuer, String audience, InstantSource clock) {
    this.wire = wire;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  /**
   * The claims of a token that may be believed.
   *
   * @throws Refused with status 401 otherwise
   */
  JsonNode claims(String token) {
    Jwt jwt;
    try {
      jwt = Jwt.parse(token);
    } catch (RuntimeException e) {
      throw Refused.token("not a JWT");
    }
    if (!signedByIssuer(jwt)) {
      throw Refused.token("not signed by " + issuer);
    }
    JsonNode claims = jwt.claims();
    if (!claims.path("iss").asText().equals(issuer)) {
      throw Refused.token("issued by somebody else");
    }
    if (claims.path("exp").asLong() <= clock.instant().getEpochSecond()) {
      throw Refused.token("expired");
    }
    if (!contains(claims.path("aud"), audience)) {
      throw Refused.token("meant for " + claims.path("aud") + ", not for " + audience);
    }
    return claims;
  }

  static boolean contains(JsonNode oneOrMany, String text) {
    return oneOrMany.isArray()
        ? StreamSupport.stream(oneOrMany.spliterator(), false)
            .anyMatch(item -> item.asText().equals(text))
        : oneOrMany.asText().equals(text);
  }

  private boolean signedByIssuer(Jwt jwt) {
    if (!jwt.header().path("alg").asText().equals("RS256")) {
      return false;
    }
    JsonNode keys =
        wire.send(Call.get(issuer + "/protocol/openid-connect/certs")).expect(200).json();
    try {
      for (JsonNode key : keys.path("keys")) {
        if (key.path("kid").equals(jwt.header().path("kid"))) {
          Signature signature = Signature.getInstance("SHA256withRSA");
          signature.initVerify(rsa(key));
          signature.update(jwt.signed());
          return signature.verify(jwt.signature());
        }
      }
    } catch (GeneralSecurityException e) {
      return false;
    }
    return false;
  }

  private static PublicKey rsa(JsonNode key) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(number(key.path("n")), number(key.path("e"))));
  }

  private static BigInteger number(JsonNode base64url) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64url.asText()));
  }
}
