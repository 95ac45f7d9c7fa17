package io.github.keycloakagents.cibapush.webhook;

import io.github.keycloakagents.cibapush.spi.ApprovalNotice;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The claims of a security event token (RFC 8417) about a request: ids and its end, nothing about
 * the person and nothing of what is asked.
 *
 * @param issuer the realm
 * @param receiver for whom it is meant
 * @param notice what has happened
 */
public record ApprovalEvent(String issuer, URI receiver, ApprovalNotice notice) {

  private static final String EVENT = "urn:keycloak-agents:ciba-push:";

  /** As JSON members. */
  public Map<String, Object> claims(String tokenId, Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("iat", now.getEpochSecond());
    claims.put("jti", tokenId);
    claims.put("aud", receiver.toString());
    claims.put("sub_id", Map.of("format", "iss_sub", "iss", issuer, "sub", notice.userId()));
    claims.put(
        "events",
        Map.of(
            EVENT + notice.kind().name().toLowerCase(Locale.ROOT),
            Map.of(
                "approval_id",
                notice.approvalId(),
                "expires_at",
                notice.expires().getEpochSecond())));
    return claims;
  }
}
