package io.github.keycloakagents.demo;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a push service checks of the sender (RFC 8292): who signed, for which service, until when.
 */
final class Vapid {
  private static final Pattern HEADER =
      Pattern.compile("vapid\\s+t=([^,\\s]+)\\s*,\\s*k=([^,\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Duration LONGEST = Duration.ofHours(24);

  private Vapid() {}

  /** Why the sender is refused, or empty. */
  static String objection(String header, String serverKey, String origin, Instant now) {
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches()) {
      return "no vapid credentials";
    }
    if (!parts.group(2).equals(serverKey)) {
      return "another application server than the one that subscribed";
    }
    try {
      Jwt jwt = Jwt.parse(parts.group(1));
      Instant expires = Instant.ofEpochSecond(jwt.claims().path("exp").asLong());
      if (!jwt.header().path("alg").asText().equals("ES256") || !signed(jwt, serverKey)) {
        return "bad signature";
      }
      if (!jwt.claims().path("aud").asText().equals(origin)) {
        return "meant for " + jwt.claims().path("aud").asText();
      }
      return expires.isAfter(now) && expires.isBefore(now.plus(LONGEST).plusSeconds(1))
          ? ""
          : "expired, or valid for more than 24 hours";
    } catch (IllegalArgumentException e) {
      return "malformed token";
    }
  }

  private static boolean signed(Jwt jwt, String serverKey) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initVerify(P256.decode(Base64.getUrlDecoder().decode(serverKey)));
      signature.update(jwt.signed());
      return signature.verify(jwt.signature());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
