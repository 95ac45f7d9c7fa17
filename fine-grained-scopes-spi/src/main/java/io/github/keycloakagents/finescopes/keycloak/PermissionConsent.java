package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.consent.ConsentForm;
import io.github.keycloakagents.finescopes.consent.ConsentItem;
import io.github.keycloakagents.finescopes.decision.Allowance;
import io.github.keycloakagents.finescopes.decision.Decision;
import io.github.keycloakagents.finescopes.decision.Granting;
import io.github.keycloakagents.finescopes.decision.Wish;
import io.github.keycloakagents.finescopes.permission.Parsed;
import io.github.keycloakagents.finescopes.permission.Permission;
import io.github.keycloakagents.finescopes.permission.PermissionReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.TokenUtil;

/**
 * Asks the user, when a client that requires consent asks for permissions: what could be granted,
 * in words, box by box. Only what stays ticked can come into a token.
 */
final class PermissionConsent implements RequiredActionProvider {

  static final String ID = "agent-permissions-consent";

  /** Client note: the consented entries as JSON; blank when there is nothing to consent to. */
  static final String CONSENTED = "agent_permissions_consented";

  @Override
  public void evaluateTriggers(RequiredActionContext context) {
    AuthenticationSessionModel login = context.getAuthenticationSession();
    if (!login.getClient().isConsentRequired()
        || login.getClientNote(OAuth2Constants.AUTHORIZATION_DETAILS) == null
        || login.getClientNote(CONSENTED) != null) {
      return;
    }
    List<Permission> possible = possible(context);
    ConsentForm form = form(context, possible);
    if (possible.isEmpty()) {
      login.setClientNote(CONSENTED, "");
    } else if (!isToAskAgain(login) && remembered(context).covers(form.items())) {
      consent(login, possible);
    } else {
      login.addRequiredAction(ID);
    }
  }

  /** OpenID Connect Core 3.1.2.1: {@code prompt=consent} asks although it is remembered. */
  private static boolean isToAskAgain(AuthenticationSessionModel login) {
    return TokenUtil.hasPrompt(
        login.getClientNote(OIDCLoginProtocol.PROMPT_PARAM),
        OIDCLoginProtocol.PROMPT_VALUE_CONSENT);
  }

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    ConsentForm form = form(context, possible(context));
    ClientModel client = context.getAuthenticationSession().getClient();
    String name = client.getName();
    context.challenge(
        context
            .form()
            .setAttribute("agent", name == null || name.isBlank() ? client.getClientId() : name)
            .setAttribute("permissions", form.items().stream().map(ConsentItem::view).toList())
            .createForm("fine-grained-scopes-consent.ftl"));
  }

  @Override
  public void processAction(RequiredActionContext context) {
    var answer = context.getHttpRequest().getDecodedFormParameters();
    Set<String> values = new HashSet<>(answer.getOrDefault("permission", List.of()));
    ConsentForm form = form(context, possible(context));
    List<Permission> ticked = form.ticked(values);
    if (answer.containsKey("deny") || ticked.isEmpty()) {
      context.failure();
      return;
    }
    remembered(context)
        .replace(
            form.items(),
            form.items().stream().filter(item -> values.contains(item.value())).toList());
    consent(context.getAuthenticationSession(), ticked);
    context.success();
  }

  @Override
  public void close() {}

  private static void consent(AuthenticationSessionModel login, List<Permission> permissions) {
    login.setClientNote(
        CONSENTED,
        StoredPermissions.json(permissions.stream().map(Permission::toRepresentation).toList()));
  }

  private static RememberedConsent remembered(RequiredActionContext context) {
    return new RememberedConsent(
        context.getSession(), context.getUser(), context.getAuthenticationSession().getClient());
  }

  private static ConsentForm form(RequiredActionContext context, List<Permission> permissions) {
    KeycloakSession session = context.getSession();
    List<Allowance> ceiling =
        new ClientAllowances(context.getRealm())
            .ceiling(context.getAuthenticationSession().getClient());
    return new ConsentForm(
        permissions, new AuthorizationLabels(session, ceiling, context.getUser().getId()));
  }

  /** What policies and the agent's scopes would give of what is asked. */
  private static List<Permission> possible(RequiredActionContext context) {
    AuthenticationSessionModel login = context.getAuthenticationSession();
    String asked = login.getClientNote(OAuth2Constants.AUTHORIZATION_DETAILS);
    if (asked == null
        || !(new PermissionReader().read(asked) instanceof Parsed.Entries entries)
        || entries.permissions().isEmpty()) {
      return List.of();
    }
    ClientModel client = login.getClient();
    UserModel user = context.getUser();
    String scope = login.getClientNote(OAuth2Constants.SCOPE);
    Wish wish =
        new Wish(
            entries.permissions(),
            List.of(),
            new ClientAllowances(context.getRealm()).ceiling(client),
            Stream.ofNullable(login.getClientNote(OAuth2Constants.RESOURCE)).toList(),
            List.of(),
            null,
            false);
    Decision decision =
        new Granting(
                new SessionEntitlements(
                    context.getSession(), user, client, scope == null ? "" : scope))
            .decide(wish);
    return decision instanceof Decision.Granted granted ? granted.permissions() : List.of();
  }
}
