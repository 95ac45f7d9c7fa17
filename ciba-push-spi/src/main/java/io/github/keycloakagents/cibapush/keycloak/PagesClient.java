package io.github.keycloakagents.cibapush.keycloak;

import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** The pages' own client, through which they send the user to sign in; made on first use. */
record PagesClient(RealmModel realm) {

  static final String ID = "ciba-push";

  ClientModel get() {
    ClientModel known = realm.getClientByClientId(ID);
    return known == null ? create() : known;
  }

  private ClientModel create() {
    ClientModel client = realm.addClient(ID);
    client.setName("Push approvals");
    client.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
    client.setEnabled(true);
    client.setPublicClient(true);
    client.setStandardFlowEnabled(true);
    client.setFullScopeAllowed(false);
    client.setRootUrl(Constants.AUTH_BASE_URL_PROP);
    client.setRedirectUris(Set.of("/realms/" + realm.getName() + "/ciba-push/*"));
    client.setAttribute("pkce.code.challenge.method", "S256");
    realm.getDefaultClientScopesStream(true).forEach(scope -> client.addClientScope(scope, true));
    return client;
  }
}
