package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A JSON Web Token in compact form (RFC 7519), taken apart but not believed. */
final class Jwt {
  private final String[] parts;

  private Jwt(String[] parts) {
    this.parts = parts;
  }

  static Jwt parse(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a signed JWT");
    }
    return new Jwt(parts);
  }

  JsonNode header() {
    return json(parts[0]);
  }

  JsonNode claims() {
    return json(parts[1]);
  }

  byte[] signed() {
    return (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] signature() {
    return Base64.getUrlDecoder().decode(parts[2]);
  }

  private static JsonNode json(String part) {
    return Json.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }
}
