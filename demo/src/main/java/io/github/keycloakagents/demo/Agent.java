package io.github.keycloakagents.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A confidential client: it asks Keycloak's standard endpoints and nothing else, authenticated with
 * its secret (RFC 6749, section 2.3.1).
 */
public final class Agent {
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String CIBA = "urn:openid:params:grant-type:ciba";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final Wire wire;
  private final Realm realm;
  private final String clientId;
  private final String secret;

  /** A client of a realm. */
  public Agent(Wire wire, Realm realm, String clientId, String secret) {
    this.wire = wire;
    this.realm = realm;
    this.clientId = clientId;
    this.secret = secret;
  }

  /** Where the user's browser starts (RFC 6749, section 4.1.1). */
  public String authorization(String redirectUri, String scope, Map<String, String> more) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", clientId);
    query.put("redirect_uri", redirectUri);
    query.put("scope", scope);
    query.putAll(more);
    return realm.authorization() + "?" + Call.encode(query);
  }

  /** Redeems an authorization code. */
  public Reply redeem(String code, String redirectUri) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirectUri);
    return post(realm.token(), form);
  }

  /** RFC 8693 with the user's access token and what is wanted for it. */
  public Reply exchange(String subjectToken, Map<String, String> wanted) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", EXCHANGE);
    form.put("subject_token", subjectToken);
    form.put("subject_token_type", ACCESS_TOKEN);
    form.putAll(wanted);
    return post(realm.token(), form);
  }

  /** Asks the user (CIBA, section 7.1). */
  public Reply ask(Map<String, String> request) {
    return post(realm.backchannel(), request);
  }

  /** Has the user answered? (CIBA, section 10.1) */
  public Reply poll(String authReqId) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", CIBA);
    form.put("auth_req_id", authReqId);
    return post(realm.token(), form);
  }

  private Reply post(String url, Map<String, String> form) {
    String basic =
        Base64.getEncoder()
            .encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return wire.send(Call.form(url, form).with("Authorization", "Basic " + basic));
  }
}
