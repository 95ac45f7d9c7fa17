package io.github.keycloakagents.tokenvault.upstream;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider's successful token answer (RFC 6749 section 5.1).
 *
 * @param access the access token
 * @param refresh the refresh token, or null when the provider sent none
 * @param type the token type, or null when the provider is silent
 * @param expiresIn seconds, or null when the token does not expire or the provider is silent
 * @param scopes what was granted, or null when the provider is silent, which means: as asked
 */
public record TokenAnswer(
    String access,
    @Nullable String refresh,
    @Nullable String type,
    @Nullable Long expiresIn,
    @Nullable Set<String> scopes) {

  /** Returns the secret part, with {@code held} standing in for a refresh token not sent again. */
  public Tokens tokens(@Nullable String held) {
    return new Tokens(
        access, refresh == null ? held : refresh, type == null ? "Bearer" : type, null);
  }

  /**
   * Returns what was granted, under the names that it was asked for by: some providers answer with
   * names of their own (Microsoft: {@code https://graph.microsoft.com/mail.read} for {@code
   * Mail.Read}). A silent provider granted what it was asked for.
   */
  public Set<String> scopesAs(Set<String> asked) {
    if (scopes == null) {
      return asked;
    }
    Set<String> named = new LinkedHashSet<>();
    for (String granted : scopes) {
      named.add(
          asked.contains(granted)
              ? granted
              : asked.stream().filter(each -> same(each, granted)).findFirst().orElse(granted));
    }
    return named;
  }

  private static boolean same(String asked, String granted) {
    String name = asked.contains("://") ? granted : granted.substring(granted.lastIndexOf('/') + 1);
    return asked.equalsIgnoreCase(name) && (granted.contains("://") || name.equals(granted));
  }

  @Override
  public String toString() {
    return "TokenAnswer[***]";
  }
}
