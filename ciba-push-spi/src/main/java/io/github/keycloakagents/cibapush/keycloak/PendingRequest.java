package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.CibaConfig;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceCodeModel;
import org.keycloak.models.OAuth2DeviceUserCodeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;

/** Keycloak's own pending request, which the token endpoint polls: a device code in a cache. */
record PendingRequest(KeycloakSession session, RealmModel realm) {

  /** Keeps the entry a little longer than the request, so that a late poll learns of the expiry. */
  private static final int GRACE_SECONDS = 60;

  void store(
      CIBAAuthenticationRequest request, ClientModel client, @Nullable String authReqId, int life) {
    CibaConfig policy = realm.getCibaPolicy();
    int interval = policy.getPoolingInterval();
    boolean ping = CibaConfig.CIBA_PING_MODE.equals(policy.getBackchannelTokenDeliveryMode(client));
    OAuth2DeviceCodeModel code =
        OAuth2DeviceCodeModel.create(
            realm,
            client,
            request.getId(),
            request.getScope(),
            null,
            life,
            interval,
            request.getClientNotificationToken(),
            ping ? authReqId : null,
            new HashMap<>(),
            null,
            null);
    OAuth2DeviceUserCodeModel handle =
        new OAuth2DeviceUserCodeModel(realm, code.getDeviceCode(), request.getAuthResultId());
    long kept = (long) life + interval + GRACE_SECONDS;
    session.singleUseObjects().put(code.serializeKey(), kept, code.toMap());
    session.singleUseObjects().put(handle.serializeKey(), kept, handle.serializeValue());
  }

  /** Brings the cache in line with the row, for instance after a restart of all nodes. */
  void follow(Approval approval, CIBAAuthenticationRequest request, ClientModel client) {
    boolean approved = approval.status() == Status.APPROVED;
    if (session.singleUseObjects().get(OAuth2DeviceCodeModel.createKey(request.getId())) != null) {
      if (approved) {
        approve(approval.resultId());
      }
      return;
    }
    int left = (int) Duration.between(Instant.now(), approval.expires()).toSeconds();
    KeycloakModelUtils.runJobInTransaction(
        session.getKeycloakSessionFactory(),
        job -> {
          RealmModel own = job.realms().getRealm(realm.getId());
          job.getContext().setRealm(own);
          new PendingRequest(job, own).store(request, client, null, Math.max(1, left));
        });
    if (approved) {
      approve(approval.resultId());
    }
  }

  /** Lets the agent's next poll through; false when the cache has lost the request. */
  boolean approve(String resultId) {
    return DeviceGrantType.approveUserCode(session, realm, resultId, "fake", Map.of());
  }

  boolean deny(String resultId) {
    return DeviceGrantType.denyUserCode(session, realm, resultId);
  }
}
