package io.github.keycloakagents.cibapush.keycloak;

import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** The credential type {@code push-approval-device}. */
public final class DeviceCredentialProviderFactory
    implements CredentialProviderFactory<DeviceCredentialProvider> {

  @Override
  public CredentialProvider<?> create(KeycloakSession session) {
    return new DeviceCredentialProvider(session);
  }

  @Override
  public String getId() {
    return PushRealm.ID;
  }
}
