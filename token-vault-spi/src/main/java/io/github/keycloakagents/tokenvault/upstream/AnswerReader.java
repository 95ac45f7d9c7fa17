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
 * encoded (GitHub's default), scopes separated by spaces or commas (or named {@code scopes}, as
 * Bitbucket does), numbers as text, the user's tokens inside {@code authed_user} (Slack).
 */
public final class AnswerReader {

  private static final int LONGEST_TOKEN = 32_768;
  private static final int LONGEST_SCOPES = 4_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the tokens in {@code body}, or nothing when it holds no usable access token. */
  public Optional<TokenAnswer> read(@Nullable String body) {
    ObjectNode answer = parse(body);
    ObjectNode node = holder(answer);
    String access = text(node, "access_token");
    if (access == null || !usable(access) || answer.hasNonNull("error")) {
      return Optional.empty();
    }
    String scope = text(node, "scope");
    String refresh = text(node, "refresh_token");
    return Optional.of(
        new TokenAnswer(
            access,
            usable(refresh) ? refresh : null,
            tokenType(text(node, "token_type")),
            seconds(text(node, "expires_in")),
            scopes(scope == null ? text(node, "scopes") : scope)));
  }

  /** Returns the {@code error} member of {@code body}, or null. */
  public @Nullable String error(@Nullable String body) {
    return text(parse(body), "error");
  }

  private static ObjectNode holder(ObjectNode answer) {
    return !answer.has("access_token") && answer.get("authed_user") instanceof ObjectNode user
        ? user
        : answer;
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
    int length = 0;
    for (String scope : text.split("[ ,]+", -1)) {
      length += scope.length() + 1;
      if (length > LONGEST_SCOPES) {
        break;
      }
      if (scope.matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]+")) {
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
