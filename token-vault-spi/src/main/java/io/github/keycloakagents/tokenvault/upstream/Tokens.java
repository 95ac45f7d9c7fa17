package io.github.keycloakagents.tokenvault.upstream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The secret part of a credential; it exists in clear only between opening and use.
 *
 * @param access the provider's access token
 * @param refresh the provider's refresh token, if it gave one
 * @param type the token type as the provider said it, {@code Bearer} if silent
 */
public record Tokens(
    @JsonProperty("at") String access,
    @JsonProperty("rt") @Nullable String refresh,
    @JsonProperty("tt") String type) {

  private static final ObjectMapper JSON = new ObjectMapper();

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
