package io.github.keycloakagents.cibapush.keycloak;

import java.util.List;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.keys.KeyProvider;
import org.keycloak.keys.KeyProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Lets the realm hold VAPID keys (RFC 8292) where its other keys are. They sign nothing but push
 * messages: no key is offered to Keycloak's key manager, so none appears in the realm's JWKS.
 */
public final class VapidKeyProviderFactory
    implements KeyProviderFactory<VapidKeyProviderFactory.NoKeys> {

  /** Offers nothing. */
  public static final class NoKeys implements KeyProvider {

    @Override
    public Stream<KeyWrapper> getKeysStream() {
      return Stream.empty();
    }
  }

  @Override
  public NoKeys create(KeycloakSession session, ComponentModel model) {
    return new NoKeys();
  }

  @Override
  public void validateConfiguration(
      KeycloakSession session, RealmModel realm, ComponentModel model) {
    VapidKeys.fill(model);
  }

  @Override
  public String getId() {
    return VapidKeys.ID;
  }

  @Override
  public String getHelpText() {
    return "Identifies the realm to Web Push services (VAPID)";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of(
        new ProviderConfigProperty(
            VapidKeys.PRIORITY,
            "Priority",
            "Browsers subscribe with the key of highest priority; those enrolled before keep"
                + " theirs",
            ProviderConfigProperty.STRING_TYPE,
            "0"),
        new ProviderConfigProperty(
            VapidKeys.PUBLIC,
            "Application server key",
            "Public key that browsers subscribe with; made by itself",
            ProviderConfigProperty.STRING_TYPE,
            null),
        new ProviderConfigProperty(
            VapidKeys.PRIVATE,
            "Private key",
            "Made by itself",
            ProviderConfigProperty.PASSWORD,
            null,
            true));
  }
}
