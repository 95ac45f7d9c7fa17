package io.github.keycloakagents.tokenvault.upstream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The secret part of a credential; it exists in clear only between opening and use.
 *
 * @param access the provider's access token
 * @param refresh the provider's refresh token, if it gave one
 * @param type the token type as the provider said it, {@code Bearer} if silent
 * @param narrowed access tokens for parts of what was granted, newest first
 */
public record Tokens(
    @JsonProperty("at") String access,
    @JsonProperty("rt") @Nullable String refresh,
    @JsonProperty("tt") String type,
    @JsonProperty("nt") @Nullable List<Narrowed> narrowed) {

  private static final int MOST_NARROWED = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns what is known of a token for {@code scopes} alone that covers {@code seconds}. */
  public Optional<Narrowed> narrowed(Set<String> scopes, long seconds, long now) {
    return parts()
        .filter(part -> part.asked().equals(scopes))
        .filter(part -> part.lifetime().covers(part.access() == null ? 1 : seconds, now))
        .findFirst();
  }

  /** Returns these tokens, as {@code answer} renews them. */
  public Tokens renewed(TokenAnswer answer, long now) {
    Tokens newer = answer.tokens(refresh);
    return new Tokens(
        newer.access,
        newer.refresh,
        newer.type,
        parts().filter(part -> part.lifetime().covers(1, now)).toList());
  }

  /** Returns these tokens with one for a part, and the refresh token that came with it. */
  public Tokens with(Narrowed part, @Nullable String rotated, long now) {
    List<Narrowed> all =
        Stream.concat(
                Stream.of(part),
                parts()
                    .filter(other -> !other.asked().equals(part.asked()))
                    .filter(other -> other.lifetime().covers(1, now)))
            .limit(MOST_NARROWED)
            .toList();
    return new Tokens(access, rotated == null ? refresh : rotated, type, all);
  }

  private Stream<Narrowed> parts() {
    return narrowed == null ? Stream.empty() : narrowed.stream();
  }

  /** Returns the bytes to seal. */
  public byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new UncheckedIOException("Tokens do not serialise", e);
    }
  }

  /** Reads what {@link #bytes} wrote. */
  public static Tokens of(byte[] bytes) {
    try {
      return JSON.readValue(bytes, Tokens.class);
    } catch (IOException e) {
      throw new IllegalStateException("A vaulted credential has an unknown format");
    }
  }

  @Override
  public String toString() {
    return "Tokens[***]";
  }
}
