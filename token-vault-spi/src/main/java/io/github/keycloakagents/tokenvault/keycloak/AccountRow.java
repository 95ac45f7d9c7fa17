package io.github.keycloakagents.tokenvault.keycloak;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.keycloak.models.ClientModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** A connected account as the page shows it; public for the template. */
public final class AccountRow {

  private final ConnectionView view;
  private final String provider;
  private final String connected;
  private final List<String> agents;

  private AccountRow(ConnectionView view, String provider, String connected, List<String> agents) {
    this.view = view;
    this.provider = provider;
    this.connected = connected;
    this.agents = agents;
  }

  static AccountRow of(KeycloakSession session, UserModel user, ConnectionView view) {
    Locale locale = session.getContext().resolveLocale(user);
    DateTimeFormatter date =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .withLocale(locale)
            .withZone(ZoneOffset.UTC);
    IdentityProviderModel model = session.identityProviders().getByAlias(view.connection());
    String name =
        model == null
            ? view.connection()
            : KeycloakModelUtils.getIdentityProviderDisplayName(session, model);
    List<String> agents =
        view.agents().stream()
            .map(
                use ->
                    name(session, use.client())
                        + ", "
                        + date.format(Instant.ofEpochSecond(use.lastUsedAt())))
            .toList();
    return new AccountRow(
        view, name, date.format(Instant.ofEpochSecond(view.connectedAt())), agents);
  }

  private static String name(KeycloakSession session, String clientId) {
    ClientModel client = session.getContext().getRealm().getClientByClientId(clientId);
    return client == null || client.getName() == null || client.getName().isBlank()
        ? clientId
        : client.getName();
  }

  /** Returns the id that the form posts. */
  public String getId() {
    return view.id();
  }

  /** Returns the provider's display name. */
  public String getProvider() {
    return provider;
  }

  /** Returns the account's name at the provider. */
  public String getAccount() {
    return view.account();
  }

  /** Returns whether it can be used. */
  public boolean isActive() {
    return view.state().equals("active");
  }

  /** Returns what the user granted. */
  public String getScopes() {
    return String.join(", ", view.scopes());
  }

  /** Returns when it was connected, for people. */
  public String getConnected() {
    return connected;
  }

  /** Returns which agents used it and when, for people. */
  public List<String> getAgents() {
    return agents;
  }
}
