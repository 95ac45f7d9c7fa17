package io.github.keycloakagents.cibapush.spi;

import java.net.URI;
import java.time.Instant;

/**
 * What a transport carries: that there is a request, not what it says. The user reads that after
 * signing in.
 *
 * @param kind what has happened
 * @param approvalId the request's unguessable id
 * @param userId Keycloak's id of the user
 * @param expires when there is nothing left to decide
 * @param page where the user decides
 */
public record ApprovalNotice(
    Kind kind, String approvalId, String userId, Instant expires, URI page) {

  /** What has happened. */
  public enum Kind {
    /** A request waits for the user. */
    APPROVAL,
    /** The request is decided; its notice may be withdrawn. */
    DECIDED
  }
}
