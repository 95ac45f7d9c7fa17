package io.github.keycloakagents.tokenvault.keycloak;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.crypto.JavaAlgorithm;
import org.keycloak.crypto.KeyStatus;
import org.keycloak.crypto.KeyType;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.keys.Attributes;
import org.keycloak.keys.KeyProvider;
import org.keycloak.models.KeycloakSession;

/** One sealing key of a realm: generated and kept by Keycloak, or kept in its vault. */
final class VaultKey implements KeyProvider {

  private static final Logger LOG = Logger.getLogger(VaultKey.class);

  private final KeycloakSession session;
  private final ComponentModel model;

  VaultKey(KeycloakSession session, ComponentModel model) {
    this.session = session;
    this.model = model;
  }

  @Override
  public Stream<KeyWrapper> getKeysStream() {
    Optional<byte[]> secret = secret(session, model);
    if (secret.isEmpty()) {
      LOG.error(problem(model));
      return Stream.empty();
    }
    byte[] bytes = secret.get();
    KeyWrapper key = new KeyWrapper();
    key.setProviderId(model.getId());
    key.setProviderPriority(model.get(Attributes.PRIORITY_KEY, 0L));
    key.setKid(kid(bytes));
    key.setUse(KeyUse.ENC);
    key.setType(KeyType.OCT);
    key.setAlgorithm(VaultKeyFactory.ALGORITHM);
    key.setStatus(
        KeyStatus.from(
            model.get(Attributes.ACTIVE_KEY, true), model.get(Attributes.ENABLED_KEY, true)));
    key.setSecretKey(new SecretKeySpec(bytes, "AES"));
    return Stream.of(key);
  }

  static Optional<byte[]> secret(KeycloakSession session, ComponentModel model) {
    String external = model.get(VaultKeyFactory.EXTERNAL);
    if (external == null || external.isBlank()) {
      return decode(model.get(Attributes.SECRET_KEY));
    }
    try (var resolved = session.vault().getStringSecret(external)) {
      return resolved.get().flatMap(VaultKey::decode);
    }
  }

  /** Says what is wrong with a key that cannot be had, and how to put it right. */
  static String problem(ComponentModel model) {
    String external = model.get(VaultKeyFactory.EXTERNAL);
    String where =
        external == null || external.isBlank()
            ? "in the database"
            : "behind " + external + " in Keycloak's vault";
    return "The key of token-vault-key '"
        + model.getName()
        + "' is missing "
        + where
        + ", or is not 256 bits in base64: put the key back there (a new one: openssl rand -base64"
        + " 32)";
  }

  private static Optional<byte[]> decode(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      String plain = text.strip().replace('-', '+').replace('_', '/');
      byte[] bytes = Base64.getDecoder().decode(plain);
      return bytes.length == VaultKeyFactory.KEY_BYTES ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String kid(byte[] secret) {
    byte[] label = "token-vault-key".getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(label, label.length + secret.length);
    System.arraycopy(secret, 0, both, label.length, secret.length);
    byte[] digest = HashUtils.hash(JavaAlgorithm.SHA256, both);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
  }
}
