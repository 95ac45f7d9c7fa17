package io.github.keycloakagents.cibapush.approval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request for approval.
 *
 * @param id unguessable id; what push messages and links carry
 * @param realmId Keycloak's id of the realm
 * @param userId Keycloak's id of the user
 * @param clientId Keycloak's internal id of the agent's client
 * @param agent the agent's {@code client_id}
 * @param resultId Keycloak's handle of the pending CIBA request ({@code auth_result_id})
 * @param message {@code binding_message}, if any
 * @param details {@code authorization_details} as JSON, if any
 * @param number the two digits that the user must pick, where numbers are matched
 * @param status where it stands
 * @param created when the request came
 * @param expires when it lapses
 * @param decided when the user decided
 * @param reason what the user gave as reason of a denial
 * @param evidence how the deciding user was authenticated
 */
public record Approval(
    String id,
    String realmId,
    String userId,
    String clientId,
    String agent,
    String resultId,
    @Nullable String message,
    @Nullable String details,
    @Nullable String number,
    Status status,
    Instant created,
    Instant expires,
    @Nullable Instant decided,
    @Nullable String reason,
    @Nullable String evidence) {

  /** Whether the user can still decide. */
  public boolean isOpen(Instant now) {
    return status == Status.OPEN && now.isBefore(expires);
  }

  /** SHA-256 over the details exactly as they are stored, shown and issued; hexadecimal. */
  public Optional<String> detailsHash() {
    try {
      return details == null
          ? Optional.empty()
          : Optional.of(
              HexFormat.of()
                  .formatHex(
                      MessageDigest.getInstance("SHA-256")
                          .digest(details.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it lapsed undecided. */
  public boolean isExpired(Instant now) {
    return status == Status.OPEN && !now.isBefore(expires);
  }

  /** Whether the user said no. */
  public boolean isRefused() {
    return status == Status.DENIED || status == Status.REPORTED || status == Status.LIFTED;
  }

  /** Whether its time is over with no token issued. */
  public boolean isTooLate(Instant now) {
    return (status == Status.OPEN || status == Status.APPROVED) && !now.isBefore(expires);
  }
}
