package io.github.keycloakagents.cibapush.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.cibapush.push.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/**
 * A user's enrolled browsers, kept as Keycloak credentials; endpoint and keys in its secret data.
 */
record PushDevices(UserModel user) {

  private static final JsonMapper JSON = new JsonMapper();

  private static final int MAX_DEVICES = 20;
  private static final Duration RESOLUTION = Duration.ofMinutes(1);
  private static final String SERVER_KEY = "serverKey";
  private static final String LAST_USED = "lastUsed";

  /** A browser and the application server key that it subscribed with. */
  record Device(
      String credentialId, Subscription subscription, String serverKey, Instant lastUsed) {

    /** Whether its last use is worth a write to the database. */
    boolean isStale(Instant now) {
      return lastUsed.plus(RESOLUTION).isBefore(now);
    }
  }

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
    ObjectNode secret = JSON.createObjectNode();
    secret.put("endpoint", subscription.endpoint().toString());
    secret.put("p256dh", subscription.p256dh());
    secret.put("auth", subscription.auth());
    CredentialModel credential = new CredentialModel();
    credential.setType(PushRealm.ID);
    credential.setUserLabel(unique(label));
    credential.setCreatedDate(Time.currentTimeMillis());
    credential.setSecretData(secret.toString());
    credential.setCredentialData(
        JSON.createObjectNode()
            .put(SERVER_KEY, serverKey)
            .put(LAST_USED, Instant.now().toString())
            .toString());
    user.credentialManager().createStoredCredential(credential);
  }

  /** Keycloak refuses a second credential of the same name. */
  private String unique(String label) {
    Set<String> taken =
        user.credentialManager()
            .getStoredCredentialsStream()
            .map(credential -> String.valueOf(credential.getUserLabel()).toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    String name = label;
    for (int i = 2; taken.contains(name.toLowerCase(Locale.ROOT)); i++) {
      name = label + " (" + i + ")";
    }
    return name;
  }

  /** Notes that a push to it was accepted. */
  void touch(String credentialId, Instant now) {
    CredentialModel credential = user.credentialManager().getStoredCredentialById(credentialId);
    if (credential != null && tree(credential.getCredentialData()) instanceof ObjectNode data) {
      credential.setCredentialData(data.put(LAST_USED, now.toString()).toString());
      user.credentialManager().updateStoredCredential(credential);
    }
  }

  /** When a push to it was last accepted. */
  static Optional<Instant> lastUsed(CredentialModel credential) {
    try {
      return Optional.of(
          Instant.parse(tree(credential.getCredentialData()).path(LAST_USED).asText()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  void remove(String credentialId) {
    user.credentialManager().removeStoredCredentialById(credentialId);
  }

  private static Optional<Device> read(CredentialModel credential) {
    try {
      JsonNode secret = tree(credential.getSecretData());
      return Optional.of(
          new Device(
              credential.getId(),
              Subscription.parse(
                  secret.path("endpoint").asText(),
                  secret.path("p256dh").asText(),
                  secret.path("auth").asText()),
              tree(credential.getCredentialData()).path(SERVER_KEY).asText(),
              lastUsed(credential).orElse(Instant.EPOCH)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static JsonNode tree(@Nullable String json) {
    try {
      return JSON.readTree(json == null ? "" : json);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
