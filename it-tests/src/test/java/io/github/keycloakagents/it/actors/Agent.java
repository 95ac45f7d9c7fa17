package io.github.keycloakagents.it.actors;

import io.github.keycloakagents.it.server.KeycloakServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A confidential client that authenticates with its secret and speaks only standard OAuth
 * endpoints.
 */
public final class Agent {
  public static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  public static final String CIBA = "urn:openid:params:grant-type:ciba";
  public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  public static final String REFRESH_TOKEN = "urn:ietf:params:oauth:token-type:refresh_token";

  private final String protocol;
  private final String clientId;
  private final String[] basic;

  public Agent(KeycloakServer server, String realm, String clientId, String secret) {
    this.protocol = server.url() + "/realms/" + realm + "/protocol/openid-connect";
    this.clientId = clientId;
    this.basic =
        new String[] {
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8))
        };
  }

  private Agent(Agent from, String[] headers) {
    this.protocol = from.protocol;
    this.clientId = from.clientId;
    this.basic = headers;
  }

  /** The same client that also sends these headers (name, value …). */
  public Agent with(String... headers) {
    String[] all = Arrays.copyOf(basic, basic.length + headers.length);
    System.arraycopy(headers, 0, all, basic.length, headers.length);
    return new Agent(this, all);
  }

  public String clientId() {
    return clientId;
  }

  /** The header that authenticates the agent. */
  public String[] basic() {
    return basic.clone();
  }

  public String tokenEndpoint() {
    return protocol + "/token";
  }

  /** The token endpoint with these parameters (name, value …). */
  public Reply token(String... parameters) {
    return Http.form(protocol + "/token", basic, parameters);
  }

  public Reply redeem(String code, String redirectUri) {
    return token("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri);
  }

  public Reply refresh(String refreshToken) {
    return token("grant_type", "refresh_token", "refresh_token", refreshToken);
  }

  /** RFC 8693 with a subject access token and further parameters. */
  public Reply exchange(String subjectToken, String... more) {
    String[] all = new String[more.length + 6];
    System.arraycopy(
        new String[] {
          "grant_type",
          TOKEN_EXCHANGE,
          "subject_token",
          subjectToken,
          "subject_token_type",
          ACCESS_TOKEN
        },
        0,
        all,
        0,
        6);
    System.arraycopy(more, 0, all, 6, more.length);
    return token(all);
  }

  /** RFC 8693 with a refresh token of its own as subject. */
  public Reply exchangeRefreshToken(String refreshToken, String connection) {
    return token(
        "grant_type",
        TOKEN_EXCHANGE,
        "subject_token",
        refreshToken,
        "subject_token_type",
        REFRESH_TOKEN,
        "requested_issuer",
        connection);
  }

  /** The backchannel authentication endpoint. */
  public Reply ask(String... parameters) {
    return Http.form(protocol + "/ext/ciba/auth", basic, parameters);
  }

  public Reply poll(String authReqId) {
    return token("grant_type", CIBA, "auth_req_id", authReqId);
  }

  public Reply introspect(String token) {
    return Http.form(protocol + "/token/introspect", basic, "token", token);
  }

  public Reply userinfo(String token) {
    return Http.get(protocol + "/userinfo", "Authorization", "Bearer " + token);
  }

  /** Where a browser starts the authorization-code flow. */
  public String authorizationUrl(String redirectUri, String scope, String... more) {
    return protocol
        + "/auth?"
        + Http.encode(
            "response_type",
            "code",
            "client_id",
            clientId,
            "redirect_uri",
            redirectUri,
            "scope",
            scope,
            "state",
            "s")
        + (more.length == 0 ? "" : "&" + Http.encode(more));
  }
}
