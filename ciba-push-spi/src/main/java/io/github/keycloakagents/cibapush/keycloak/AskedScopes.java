package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import java.util.List;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrderedModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;

/**
 * What the token of an approval is good for besides its details: the client scopes that Keycloak's
 * consent screen would show. The agent's default scopes count only where the client asks for
 * consent, and those that stand for the details not at all, since the details say more.
 */
record AskedScopes(KeycloakSession session, ClientModel client, UserModel user) {

  /** Texts of the consent screen, in its order; message keys in the manner of themes. */
  List<String> texts(Approval approval) {
    Set<String> types =
        approval.details() == null
            ? Set.of()
            : AuthorizationDetails.parse(approval.details()).types();
    Set<String> defaults = client.getClientScopes(true).keySet();
    return TokenManager.getRequestedClientScopes(session, approval.scope(), client, user)
        .filter(scope -> !(scope instanceof ClientModel))
        .filter(ClientScopeModel::isDisplayOnConsentScreen)
        .filter(scope -> client.isConsentRequired() || !defaults.contains(scope.getName()))
        .filter(scope -> DetailsTypes.of(scope).stream().noneMatch(types::contains))
        .sorted(OrderedModel.OrderedModelComparator.getInstance())
        .map(AskedScopes::text)
        .distinct()
        .toList();
  }

  private static String text(ClientScopeModel scope) {
    String text = scope.getConsentScreenText();
    return text == null || text.isBlank() ? scope.getName() : text;
  }
}
