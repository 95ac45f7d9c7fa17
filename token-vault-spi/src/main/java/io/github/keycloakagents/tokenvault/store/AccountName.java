package io.github.keycloakagents.tokenvault.store;

import org.jspecify.annotations.Nullable;

/**
 * What an account is called at its provider.
 *
 * @param email its e-mail address, or null
 * @param username its user name, or null
 */
public record AccountName(@Nullable String email, @Nullable String username) {

  /** Returns the name to show to people, or null. */
  public @Nullable String shown() {
    return email == null ? username : email;
  }

  /** Returns whether somebody may mean this account by {@code hint}. */
  public boolean isMeantBy(String hint) {
    return hint.equalsIgnoreCase(email) || hint.equalsIgnoreCase(username);
  }
}
