package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An approval on the wire; times in ISO 8601. */
final class ApprovalJson {

  private ApprovalJson() {}

  /** With what only an admin may see: whose it is, and how it was decided. */
  static Map<String, Object> forAdmin(Approval approval, Instant now) {
    Map<String, Object> json = of(approval, now);
    json.put("user_id", approval.userId());
    json.put("sha256", approval.hash());
    if (approval.evidence() != null) {
      json.put("evidence", approval.evidence().members());
    }
    return json;
  }

  static Map<String, Object> of(Approval approval, Instant now) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", approval.id());
    json.put("client_id", approval.agent());
    json.put("scope", approval.scope());
    json.put("status", ApprovalModel.status(approval, now));
    json.put("created_at", approval.created().toString());
    json.put("expires_at", approval.expires().toString());
    if (approval.message() != null) {
      json.put("binding_message", approval.message());
    }
    if (approval.details() != null) {
      json.put("authorization_details", AuthorizationDetails.parse(approval.details()).entries());
    }
    if (approval.decided() != null) {
      json.put("decided_at", approval.decided().toString());
    }
    if (approval.reason() != null) {
      json.put("reason", approval.reason());
    }
    return json;
  }
}
