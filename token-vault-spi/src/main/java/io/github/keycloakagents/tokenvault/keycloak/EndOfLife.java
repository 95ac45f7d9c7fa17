package io.github.keycloakagents.tokenvault.keycloak;

import org.keycloak.models.FederatedIdentityModel.FederatedIdentityCreatedEvent;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityRemovedEvent;
import org.keycloak.models.RealmModel.IdentityProviderRemovedEvent;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Links, unlinks, and the end of users, identity providers and realms. */
final class EndOfLife implements ProviderEventListener {

  private final Vault vault;

  EndOfLife(Vault vault) {
    this.vault = vault;
  }

  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof FederatedIdentityCreatedEvent created) {
      new Filing(created.getKeycloakSession(), created.getRealm(), vault)
          .linked(created.getUser(), created.getFederatedIdentity());
    } else if (event instanceof FederatedIdentityRemovedEvent removed) {
      String alias = removed.getFederatedIdentity().getIdentityProvider();
      new Disconnect(removed.getKeycloakSession(), removed.getRealm(), vault)
          .ofUser(
              removed.getUser().getId(),
              c ->
                  c.key().connection().equals(alias)
                      && removed.getKeycloakSession().getAttribute(Filing.filedNow(c.key().id()))
                          == null);
    } else if (event instanceof UserRemovedEvent removed) {
      new Disconnect(removed.getKeycloakSession(), removed.getRealm(), vault)
          .ofUser(removed.getUser().getId(), any -> true);
    } else if (event instanceof IdentityProviderRemovedEvent removed) {
      new Disconnect(removed.getKeycloakSession(), removed.getRealm(), vault)
          .ofConnection(removed.getRemovedIdentityProvider());
    } else if (event instanceof RealmRemovedEvent removed) {
      String realm = removed.getRealm().getId();
      vault.store(removed.getKeycloakSession()).removeRealm(realm);
      vault.revocations(removed.getKeycloakSession()).removeRealm(realm);
    }
  }
}
