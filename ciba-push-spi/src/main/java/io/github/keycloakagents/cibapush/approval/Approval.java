package io.github.keycloakagents.cibapush.approval;

import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import io.github.keycloakagents.cibapush.request.CanonicalJson;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
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
 * @param scope what the token is for: names of client scopes, sorted, separated by spaces
 * @param message {@code binding_message}, if any
 * @param details {@code authorization_details} as JSON, if any
 * @param number the two digits that the user must pick, where numbers are matched
 * @param status where it stands
 * @param created when the request came
 * @param expires when it lapses
 * @param decided when the user decided
 * @param reason what the user gave as reason of a denial
 * @param evidence how the decision came about
 * @param consentAt when the user gave the client the consent that stood at the request, if any
 */
public record Approval(
    String id,
    String realmId,
    String userId,
    String clientId,
    String agent,
    String resultId,
    String scope,
    @Nullable String message,
    @Nullable String details,
    @Nullable String number,
    Status status,
    Instant created,
    Instant expires,
    @Nullable Instant decided,
    @Nullable String reason,
    @Nullable Evidence evidence,
    @Nullable Long consentAt) {

  /** Whether the user can still decide. */
  public boolean isOpen(Instant now) {
    return status == Status.OPEN && now.isBefore(expires);
  }

  /**
   * SHA-256 over what is decided on, in canonical JSON (RFC 8785): the members {@code approval_id},
   * {@code client_id}, {@code scope}, {@code binding_message} and {@code authorization_details},
   * the latter two where there are such. The id makes it this request's alone.
   */
  public byte[] sha256() {
    Map<String, Object> document = new TreeMap<>();
    document.put("approval_id", id);
    document.put("client_id", agent);
    document.put("scope", scope);
    if (message != null) {
      document.put("binding_message", message);
    }
    if (details != null) {
      document.put("authorization_details", AuthorizationDetails.parse(details).entries());
    }
    return CanonicalJson.sha256(document);
  }

  /** That hash, hexadecimal. */
  public String hash() {
    return HexFormat.of().formatHex(sha256());
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
