package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A JSON Web Token in compact form (RFC 7519), taken apart but not believed. */
record Jwt(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {

  static Jwt parse(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a signed JWT");
    }
    return new Jwt(
        Json.parse(text(parts[0])),
        Json.parse(text(parts[1])),
        (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
        Base64.getUrlDecoder().decode(parts[2]));
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
