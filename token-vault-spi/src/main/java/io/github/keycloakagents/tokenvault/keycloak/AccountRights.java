package io.github.keycloakagents.tokenvault.keycloak;

import java.util.Arrays;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** A user's roles of Keycloak's account client, which say what the user may do to the account. */
record AccountRights(RealmModel realm, UserModel user) {

  boolean any(String... roles) {
    ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
    return account != null && Arrays.stream(roles).anyMatch(role -> has(account.getRole(role)));
  }

  private boolean has(RoleModel role) {
    return role != null && user.hasRole(role);
  }
}
