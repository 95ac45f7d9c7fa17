package io.github.keycloakagents.cibapush.keycloak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/** A user who is signed in with this browser. */
record Visitor(UserModel user, UserSessionModel session) {

  private static final String CSRF = "ciba-push-csrf";

  /** When the user last proved who he is. */
  Instant authenticatedAt() {
    String note = session.getNote(AuthenticationManager.AUTH_TIME);
    return Instant.ofEpochSecond(note == null ? session.getStarted() : Long.parseLong(note));
  }

  /** The value that a form of this session must bring back. */
  String csrf() {
    String value = session.getNote(CSRF);
    if (value == null) {
      value = SecretGenerator.getInstance().randomString(32);
      session.setNote(CSRF, value);
    }
    return value;
  }

  boolean isOwn(@Nullable String csrf) {
    String value = session.getNote(CSRF);
    return value != null
        && csrf != null
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), csrf.getBytes(StandardCharsets.UTF_8));
  }
}
