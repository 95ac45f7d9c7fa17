package io.github.keycloakagents.cibapush.keycloak;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.keycloakagents.cibapush.push.Http;
import io.github.keycloakagents.cibapush.spi.Receipt;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.CibaConfig;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceCodeModel;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint;

/**
 * Tells a client in ping mode that its request is decided (CIBA Core 10.2): after commit, with
 * retries; a client that does not answer cannot undo the decision.
 */
final class ClientPing implements Runnable {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Logger LOG = Logger.getLogger(ClientPing.class);
  private static final int MAX_ATTEMPTS = 4;

  private final Http http;
  private final ScheduledThreadPoolExecutor executor;
  private final String agent;
  private final URI endpoint;
  private final String authReqId;
  private final String token;
  private int attempt;

  private ClientPing(
      Http http,
      ScheduledThreadPoolExecutor executor,
      String agent,
      URI endpoint,
      String authReqId,
      String token) {
    this.http = http;
    this.executor = executor;
    this.agent = agent;
    this.endpoint = endpoint;
    this.authReqId = authReqId;
    this.token = token;
  }

  static void afterCommit(PushRealm realm, ClientModel client, String resultId) {
    @Nullable OAuth2DeviceCodeModel request =
        DeviceEndpoint.getDeviceByUserCode(realm.session(), realm.realm(), resultId);
    if (request != null) {
      afterCommit(realm, client, request.getAuthReqId(), request.getClientNotificationToken());
    }
  }

  static void afterCommit(
      PushRealm realm, ClientModel client, @Nullable String authReqId, @Nullable String token) {
    KeycloakSession session = realm.session();
    CibaConfig policy = realm.realm().getCibaPolicy();
    @Nullable String endpoint = policy.getBackchannelClientNotificationEndpoint(client);
    if (!CibaConfig.CIBA_PING_MODE.equals(policy.getBackchannelTokenDeliveryMode(client))
        || endpoint == null
        || authReqId == null
        || token == null) {
      return;
    }
    PushChannelFactory channel = PushChannelFactory.of(session);
    ClientPing ping =
        new ClientPing(
            channel.http(session),
            channel.executor(),
            client.getClientId(),
            URI.create(endpoint),
            authReqId,
            token);
    AfterCommit.run(session, () -> channel.executor().execute(ping));
  }

  @Override
  public void run() {
    attempt++;
    if (!sent() && attempt < MAX_ATTEMPTS) {
      Future<?> unused = executor.schedule(this, 1L << (2 * attempt - 2), TimeUnit.SECONDS);
    }
  }

  private boolean sent() {
    byte[] body =
        JSON.createObjectNode()
            .put("auth_req_id", authReqId)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    try {
      int status =
          http.post(
              endpoint,
              Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token),
              body);
      LOG.debugf("Ping to client %s: %d", agent, status);
      return Receipt.of(status) != Receipt.LATER;
    } catch (IOException e) {
      LOG.debugf("Ping to client %s failed", agent);
      return false;
    }
  }
}
