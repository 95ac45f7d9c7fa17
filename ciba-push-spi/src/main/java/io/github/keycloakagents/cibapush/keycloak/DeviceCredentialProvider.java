package io.github.keycloakagents.cibapush.keycloak;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.keycloak.credential.CredentialMetadata;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Shows enrolled browsers in the account and admin consoles, where they can be removed. */
record DeviceCredentialProvider(KeycloakSession session)
    implements CredentialProvider<CredentialModel> {

  @Override
  public String getType() {
    return PushRealm.ID;
  }

  @Override
  public CredentialModel createCredential(
      RealmModel realm, UserModel user, CredentialModel credential) {
    return user.credentialManager().createStoredCredential(credential);
  }

  @Override
  public boolean deleteCredential(RealmModel realm, UserModel user, String credentialId) {
    return user.credentialManager().removeStoredCredentialById(credentialId);
  }

  @Override
  public CredentialModel getCredentialFromModel(CredentialModel model) {
    return model;
  }

  @Override
  public CredentialMetadata getCredentialMetadata(
      CredentialModel model, CredentialTypeMetadata type) {
    CredentialMetadata metadata = new CredentialMetadata();
    metadata.setCredentialModel(model);
    PushDevices.lastUsed(model)
        .map(
            moment ->
                new CredentialMetadata.LocalizedMessage(
                    "cibaPush.device.lastUsed",
                    new String[] {moment.truncatedTo(ChronoUnit.MINUTES).toString()}))
        .ifPresent(message -> metadata.setInfoProperties(List.of(message)));
    return metadata;
  }

  @Override
  public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
    return CredentialTypeMetadata.builder()
        .type(getType())
        .category(CredentialTypeMetadata.Category.TWO_FACTOR)
        .displayName("cibaPush.device")
        .helpText("cibaPush.device.help")
        .createAction(PushRealm.ID)
        .removeable(true)
        .build(session);
  }
}
