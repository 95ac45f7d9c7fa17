package io.github.keycloakagents.tokenvault.keycloak;

import jakarta.ws.rs.FormParam;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** What a button of the page <em>Connected accounts</em> posts. */
public final class AccountsForm {

  static final String DISCONNECT = "disconnect";
  static final String REVOKE = "revoke";
  static final String CONNECT = "connect";

  private static final int LONGEST = 255;

  /** The state checker of the browser's session. */
  @FormParam("stateChecker")
  @Nullable String stateChecker;

  /** Which button. */
  @FormParam("action")
  @Nullable String action;

  /** What it stands beside: a connection's id, a client id or an identity provider's alias. */
  @FormParam("id")
  @Nullable String id;

  /** For Jakarta REST. */
  public AccountsForm() {}

  boolean isOf(@Nullable Object expected) {
    return stateChecker != null
        && expected instanceof String text
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), stateChecker.getBytes(StandardCharsets.UTF_8));
  }

  String action() {
    return action == null ? "" : action;
  }

  String id() {
    return id == null || id.length() > LONGEST ? "" : id;
  }
}
