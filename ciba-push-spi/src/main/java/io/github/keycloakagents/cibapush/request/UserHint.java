package io.github.keycloakagents.cibapush.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Whom a {@code login_hint} names: a user name or e-mail address as stock Keycloak takes it, or a
 * subject identifier of RFC 9493 as JSON.
 */
public sealed interface UserHint {

  JsonMapper JSON = new JsonMapper();

  /** A user name or e-mail address. */
  record NameOrEmail(String value) implements UserHint {}

  /** RFC 9493, section 3.2.2. */
  record Email(String email) implements UserHint {}

  /** RFC 9493, section 3.2.3. */
  record IssuerSubject(String issuer, String subject) implements UserHint {}

  /** RFC 9493, section 3.2.4: the user's id in this realm. */
  record Opaque(String id) implements UserHint {}

  /**
   * Reads the parameter.
   *
   * @throws RequestRefused {@code invalid_request} for JSON that is no known subject identifier
   */
  static UserHint parse(String value) {
    String trimmed = value.trim();
    return trimmed.startsWith("{") ? subjectIdentifier(trimmed) : new NameOrEmail(value);
  }

  private static UserHint subjectIdentifier(String value) {
    JsonNode json;
    try {
      json = JSON.readTree(value);
    } catch (JsonProcessingException e) {
      throw RequestRefused.invalidRequest("login_hint is not a valid subject identifier");
    }
    return switch (json.path("format").asText()) {
      case "email" -> new Email(member(json, "email"));
      case "iss_sub" -> new IssuerSubject(member(json, "iss"), member(json, "sub"));
      case "opaque" -> new Opaque(member(json, "id"));
      default ->
          throw RequestRefused.invalidRequest(
              "login_hint: supported subject identifier formats are iss_sub, email and opaque");
    };
  }

  private static String member(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw RequestRefused.invalidRequest("login_hint: subject identifier without " + name);
    }
    return value.asText();
  }
}
