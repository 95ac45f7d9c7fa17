package io.github.keycloakagents.cibapush.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.cibapush.push.Subscription;
import java.util.List;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/**
 * A user's enrolled browsers, kept as Keycloak credentials; endpoint and keys in its secret data.
 */
record PushDevices(UserModel user) {

  private static final int MAX_DEVICES = 20;

  /** A browser and the application server key that it subscribed with. */
  record Device(String credentialId, Subscription subscription, String serverKey) {}

  List<Device> all() {
    return user.credentialManager()
        .getStoredCredentialsByTypeStream(PushRealm.ID)
        .map(PushDevices::read)
        .flatMap(Optional::stream)
        .toList();
  }

  boolean isFull() {
    return user.credentialManager().getStoredCredentialsByTypeStream(PushRealm.ID).count()
        >= MAX_DEVICES;
  }

  /** Adds a browser, or renews it when the same endpoint is known. */
  void add(Subscription subscription, String serverKey, String label) {
    all().stream()
        .filter(known -> known.subscription().endpoint().equals(subscription.endpoint()))
        .forEach(known -> remove(known.credentialId()));
    ObjectNode secret = new JsonMapper().createObjectNode();
    secret.put("endpoint", subscription.endpoint().toString());
    secret.put("p256dh", subscription.p256dh());
    secret.put("auth", subscription.auth());
    CredentialModel credential = new CredentialModel();
    credential.setType(PushRealm.ID);
    credential.setUserLabel(label);
    credential.setCreatedDate(Time.currentTimeMillis());
    credential.setSecretData(secret.toString());
    credential.setCredentialData(
        new JsonMapper().createObjectNode().put("serverKey", serverKey).toString());
    user.credentialManager().createStoredCredential(credential);
  }

  void remove(String credentialId) {
    user.credentialManager().removeStoredCredentialById(credentialId);
  }

  private static Optional<Device> read(CredentialModel credential) {
    try {
      JsonNode secret = new JsonMapper().readTree(credential.getSecretData());
      JsonNode data = new JsonMapper().readTree(credential.getCredentialData());
      return Optional.of(
          new Device(
              credential.getId(),
              Subscription.parse(
                  secret.path("endpoint").asText(),
                  secret.path("p256dh").asText(),
                  secret.path("auth").asText()),
              data.path("serverKey").asText()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
