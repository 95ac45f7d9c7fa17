package io.github.keycloakagents.tokenvault.keycloak;

import java.util.Base64;
import java.util.List;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.crypto.KeyUse;
import org.keycloak.keys.Attributes;
import org.keycloak.keys.KeyProvider;
import org.keycloak.keys.KeyProviderFactory;
import org.keycloak.keys.SecretKeyProviderUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The key provider {@code token-vault-key}, under Realm settings, Keys, Providers. A realm without
 * one gets one with its first vaulted token. The key with the highest priority seals; every enabled
 * one opens.
 */
public final class VaultKeyFactory implements KeyProviderFactory<KeyProvider> {

  /** The provider id. */
  public static final String ID = "token-vault-key";

  static final String ALGORITHM = "A256GCM";
  static final String EXTERNAL = "external";
  static final int KEY_BYTES = 32;

  @Override
  public KeyProvider create(KeycloakSession session, ComponentModel model) {
    return new VaultKey(session, model);
  }

  @Override
  public boolean createFallbackKeys(KeycloakSession session, KeyUse use, String algorithm) {
    if (use != KeyUse.ENC || !ALGORITHM.equals(algorithm)) {
      return false;
    }
    RealmModel realm = session.getContext().getRealm();
    if (!configured(realm).isEmpty()) {
      return false;
    }
    ComponentModel generated = new ComponentModel();
    generated.setName(ID);
    generated.setParentId(realm.getId());
    generated.setProviderId(ID);
    generated.setProviderType(KeyProvider.class.getName());
    MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
    config.putSingle(Attributes.PRIORITY_KEY, "100");
    generated.setConfig(config);
    realm.addComponentModel(generated);
    return true;
  }

  static List<ComponentModel> configured(RealmModel realm) {
    return realm
        .getComponentsStream(realm.getId(), KeyProvider.class.getName())
        .filter(m -> ID.equals(m.getProviderId()))
        .toList();
  }

  @Override
  public void validateConfiguration(
      KeycloakSession session, RealmModel realm, ComponentModel model) {
    SecretKeyProviderUtils.validateConfiguration(model);
    String external = model.get(EXTERNAL);
    if (external == null || external.isBlank()) {
      if (model.get(Attributes.SECRET_KEY) == null) {
        byte[] secret = SecretGenerator.getInstance().randomBytes(KEY_BYTES);
        model.put(Attributes.SECRET_KEY, Base64.getEncoder().encodeToString(secret));
      }
    } else if (!external.matches("\\$\\{vault\\.[^}]+}")) {
      throw refused(
          "The external key is a reference like ${vault.token-vault-key}, never the key itself");
    }
    if (VaultKey.secret(session, model).isEmpty()) {
      throw refused(VaultKey.problem(model));
    }
  }

  /** Keycloak reads the message as a pattern, and braces in it as parameters. */
  private static ComponentValidationException refused(String message) {
    return new ComponentValidationException("{0}", message);
  }

  @Override
  public String getHelpText() {
    return "Seals the provider tokens of the token vault: AES-256-GCM";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return SecretKeyProviderUtils.configurationBuilder()
        .property()
        .name(EXTERNAL)
        .label("External key")
        .helpText(
            "A reference into Keycloak's vault, ${vault.…}, to 256 bits in base64. Empty: a key is"
                + " generated and kept in the database")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .build();
  }

  @Override
  public String getId() {
    return ID;
  }
}
