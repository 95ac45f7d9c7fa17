package io.github.keycloakagents.it.actors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.Base64;

/** An HTTP answer. */
public record Reply(int status, HttpHeaders headers, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public JsonNode json() {
    return parse(body);
  }

  public String text(String member) {
    return json().path(member).asText(null);
  }

  /** The answer's access token. */
  public String accessToken() {
    return text("access_token");
  }

  public String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  /** This answer if it has the status, otherwise a failure that shows it. */
  public Reply expect(int wanted) {
    if (status != wanted) {
      throw new AssertionError("expected " + wanted + ", got " + status + ": " + body);
    }
    return this;
  }

  /** The claims of a JWT, unverified. */
  public static JsonNode claims(String jwt) {
    return parse(
        new String(
            Base64.getUrlDecoder().decode(jwt.split("\\.")[1]),
            java.nio.charset.StandardCharsets.UTF_8));
  }

  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
