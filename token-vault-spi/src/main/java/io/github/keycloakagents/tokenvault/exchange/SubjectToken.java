package io.github.keycloakagents.tokenvault.exchange;

/**
 * The Keycloak token that stands for the user.
 *
 * @param token the token
 * @param refresh whether it is a refresh token of the calling client, rather than an access token
 */
public record SubjectToken(String token, boolean refresh) {

  @Override
  public String toString() {
    return "SubjectToken[***]";
  }
}
