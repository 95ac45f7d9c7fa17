package io.github.keycloakagents.tokenvault.exchange;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exchange comes to. */
public sealed interface Outcome {

  /**
   * The provider's access token (RFC 8693 section 2.2.1).
   *
   * @param credential the credential's id
   * @param accessToken the token
   * @param tokenType as the provider said it
   * @param expiresIn seconds, or null when it does not expire
   * @param scopes what it is good for
   */
  record Released(
      String credential,
      String accessToken,
      String tokenType,
      @Nullable Long expiresIn,
      Set<String> scopes)
      implements Outcome {

    @Override
    public String toString() {
      return "Released[" + credential + "]";
    }
  }

  /**
   * Only the user can go on, in a browser.
   *
   * @param reason why
   * @param missingScopes provider scopes to ask the user for
   */
  record ConnectionNeeded(Reason reason, Set<String> missingScopes) implements Outcome {}

  /**
   * The client asked for something it cannot have.
   *
   * @param error the OAuth error code
   * @param description for the client's developer
   */
  record Refused(String error, String description) implements Outcome {}

  /**
   * The provider cannot be asked now.
   *
   * @param retryAfter seconds
   * @param cause a short word for events and metrics
   */
  record Unavailable(long retryAfter, String cause) implements Outcome {}

  /** Why the user is needed. */
  enum Reason {
    /** No account of that provider is connected. */
    NOT_CONNECTED,
    /** The provider ended the grant. */
    REAUTHORIZATION_REQUIRED,
    /** The user granted too little. */
    MISSING_SCOPES,
    /** Several accounts are connected and the request does not say which. */
    AMBIGUOUS_ACCOUNT;

    /** Returns the name on the wire. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
