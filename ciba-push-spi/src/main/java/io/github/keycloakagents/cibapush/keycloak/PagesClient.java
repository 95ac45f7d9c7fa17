package io.github.keycloakagents.cibapush.keycloak;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * The pages' own client, through which they send the user to sign in and to which the account
 * console leads (Applications); made on first use.
 */
record PagesClient(RealmModel realm) {

  static final String ID = "ciba-push";

  ClientModel get() {
    ClientModel known = realm.getClientByClientId(ID);
    return known == null ? create() : known;
  }

  private ClientModel create() {
    ClientModel client = realm.addClient(ID);
    client.setName("${cibaPush.nav}");
    client.setAlwaysDisplayInConsole(true);
    client.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
    client.setEnabled(true);
    client.setPublicClient(true);
    client.setStandardFlowEnabled(true);
    client.setFullScopeAllowed(false);
    client.setRootUrl(Constants.AUTH_BASE_URL_PROP);
    client.setBaseUrl("/realms/" + realm.getName() + "/ciba-push/");
    client.setRedirectUris(Set.of(client.getBaseUrl() + "*"));
    client.setAttribute("pkce.code.challenge.method", "S256");
    letManageTheAccount(client);
    realm.getDefaultClientScopesStream(true).forEach(scope -> client.addClientScope(scope, true));
    return client;
  }

  /** Its tokens may bring a decision, for which the right of the account REST is needed. */
  private void letManageTheAccount(ClientModel client) {
    @Nullable ClientModel account =
        realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
    @Nullable RoleModel right =
        account == null ? null : account.getRole(AccountRoles.MANAGE_ACCOUNT);
    if (right != null) {
      client.addScopeMapping(right);
    }
  }
}
