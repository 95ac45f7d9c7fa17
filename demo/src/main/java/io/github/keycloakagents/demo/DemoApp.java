package io.github.keycloakagents.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The application that a person signs in to: a public client with PKCE (RFC 7636). */
public final class DemoApp {
  private final Wire wire;
  private final Realm realm;
  private final String clientId;
  private final Callback callback;

  DemoApp(Wire wire, Realm realm, String clientId, Callback callback) {
    this.wire = wire;
    this.realm = realm;
    this.clientId = clientId;
    this.callback = callback;
  }

  /** A sign-in under way: where the browser goes, and the secret for redeeming the code. */
  record Start(String url, String verifier) {}

  /** Begins, with further parameters such as {@code kc_idp_hint} or {@code kc_action}. */
  Start start(Map<String, String> more) {
    String verifier = random();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", clientId);
    query.put("redirect_uri", callback.url());
    query.put("scope", "openid");
    query.put("code_challenge", challenge(verifier));
    query.put("code_challenge_method", "S256");
    query.putAll(more);
    return new Start(realm.authorization() + "?" + Call.encode(query), verifier);
  }

  /** The person's access token, once the browser is back. */
  String finish(Start start) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", clientId);
    form.put("code", callback.parameter("code"));
    form.put("redirect_uri", callback.url());
    form.put("code_verifier", start.verifier());
    return wire.send(Call.form(realm.token(), form)).expect(200).text("access_token");
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
