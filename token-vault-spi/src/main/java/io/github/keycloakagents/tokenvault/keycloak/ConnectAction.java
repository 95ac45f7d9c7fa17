package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.connect.Ticket;
import io.github.keycloakagents.tokenvault.connect.Tickets;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The required action <em>Connect an account to the token vault</em>: asks the signed-in user, then
 * sends the browser to the provider. Only the user whom the ticket names gets that far.
 */
public final class ConnectAction implements RequiredActionProvider, RequiredActionFactory {

  /** The provider id. */
  public static final String ID = "token-vault-connect";

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    Optional<Ticket> ticket =
        mine(context, tickets(context).look(secret(context), context.getRealm().getId()));
    if (ticket.isEmpty()) {
      context.challenge(expired(context));
      return;
    }
    IdentityProviderModel model =
        context.getSession().identityProviders().getByAlias(ticket.get().connection());
    context.challenge(
        context
            .form()
            .setAttribute(
                "idpDisplayName",
                KeycloakModelUtils.getIdentityProviderDisplayName(context.getSession(), model))
            .createForm("link-idp-action.ftl"));
  }

  @Override
  public void processAction(RequiredActionContext context) {
    Optional<Ticket> ticket =
        mine(context, tickets(context).take(secret(context), context.getRealm().getId()));
    context.challenge(
        ticket
            .map(t -> new ConnectDeparture(context).toProvider(t))
            .orElseGet(() -> expired(context)));
  }

  static void register(RealmModel realm) {
    if (realm.getRequiredActionProviderByAlias(ID) == null) {
      var model = new RequiredActionProviderModel();
      model.setAlias(ID);
      model.setProviderId(ID);
      model.setName("Connect an account to the token vault");
      model.setEnabled(true);
      model.setDefaultAction(false);
      model.setPriority(1000);
      realm.addRequiredActionProvider(model);
    }
  }

  private static Optional<Ticket> mine(RequiredActionContext context, Optional<Ticket> ticket) {
    return ticket
        .filter(t -> t.user().equals(context.getUser().getId()))
        .filter(t -> context.getSession().identityProviders().getByAlias(t.connection()) != null);
  }

  private static Tickets tickets(RequiredActionContext context) {
    return new Tickets(context.getSession().singleUseObjects());
  }

  private static String secret(RequiredActionContext context) {
    String secret = context.getAuthenticationSession().getClientNote(Constants.KC_ACTION_PARAMETER);
    return secret == null ? "" : secret;
  }

  private static Response expired(RequiredActionContext context) {
    return context
        .form()
        .setError("tokenVaultTicketInvalid")
        .createErrorPage(Response.Status.BAD_REQUEST);
  }

  @Override
  public InitiatedActionSupport initiatedActionSupport() {
    return InitiatedActionSupport.SUPPORTED;
  }

  @Override
  public void evaluateTriggers(RequiredActionContext context) {}

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return this;
  }

  @Override
  public String getDisplayText() {
    return "Connect an account to the token vault";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return ID;
  }
}
