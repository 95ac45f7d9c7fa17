package io.github.keycloakagents.tokenvault.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads token answers in the shapes that providers send: JSON (RFC 6749 section 5.1) or form
 * encoded (GitHub's default), scopes separated by spaces or commas, numbers as text.
 */
public final class AnswerReader {

  private static final int LONGEST_TOKEN = 32_768;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the tokens in {@code body}, or nothing when it holds no usable access token. */
  public Optional<TokenAnswer> read(@Nullable String body) {
    ObjectNode node = parse(body);
    String access = text(node, "access_token");
    if (access == null || !usable(access) || node.hasNonNull("error")) {
      return Optional.empty();
    }
    String refresh = text(node, "refresh_token");
    return Optional.of(
        new TokenAnswer(
            access,
            usable(refresh) ? refresh : null,
            tokenType(text(node, "token_type")),
            seconds(text(node, "expires_in")),
            scopes(text(node, "scope"))));
  }

  /** Returns the {@code error} member of {@code body}, or null. */
  public @Nullable String error(@Nullable String body) {
    return text(parse(body), "error");
  }

  private static ObjectNode parse(@Nullable String body) {
    String text = body == null ? "" : body.strip();
    if (!text.startsWith("{")) {
      return form(text);
    }
    try {
      return JSON.readTree(text) instanceof ObjectNode object ? object : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static ObjectNode form(String text) {
    ObjectNode node = JSON.createObjectNode();
    if (text.startsWith("<")) {
      return node;
    }
    for (String pair : text.split("&", 64)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        try {
          node.put(
              pair.substring(0, at),
              URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          return JSON.createObjectNode();
        }
      }
    }
    return node;
  }

  private static boolean usable(@Nullable String token) {
    return token != null
        && !token.isEmpty()
        && token.length() <= LONGEST_TOKEN
        && token.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
  }

  private static @Nullable String tokenType(@Nullable String type) {
    return type != null && type.matches("[A-Za-z0-9._-]{1,40}") ? type : null;
  }

  private static @Nullable Long seconds(@Nullable String text) {
    if (text == null || !text.matches("\\d{1,10}(\\.\\d+)?")) {
      return null;
    }
    long seconds = Long.parseLong(text.replaceFirst("\\..*", ""));
    return seconds == 0 ? null : seconds;
  }

  private static @Nullable Set<String> scopes(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Set<String> scopes = new LinkedHashSet<>();
    for (String scope : text.split("[ ,]+", -1)) {
      if (!scope.isEmpty()) {
        scopes.add(scope);
      }
    }
    return scopes;
  }

  private static @Nullable String text(ObjectNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || !value.isValueNode() || value.isNull() ? null : value.asText();
  }
}
