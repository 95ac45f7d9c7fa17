package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.store.Credentials;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What the page <em>Connected accounts</em> shows one user. */
final class AccountRows {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final UserModel user;
  private final DateTimeFormatter date;
  private final List<ConnectionView> views;
  private final Map<String, String> providers;

  AccountRows(KeycloakSession session, UserModel user) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.user = user;
    this.date =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .withLocale(session.getContext().resolveLocale(user))
            .withZone(ZoneOffset.UTC);
    Credentials store = Vault.of(session).store(session);
    this.views = ConnectionView.forUser(store.of(realm.getId(), user.getId()), store);
    this.providers = new Connections(session).vaulted();
  }

  List<AccountRow> accounts() {
    return views.stream()
        .map(
            view ->
                new AccountRow(
                    view,
                    providers.getOrDefault(view.connection(), view.connection()),
                    on(view.connectedAt()),
                    view.agents().stream()
                        .map(use -> name(use.client()) + ", " + on(use.lastUsedAt()))
                        .toList()))
        .toList();
  }

  /** Returns the agents that used an account and still could, latest first. */
  List<AgentRow> agents() {
    Map<String, Long> latest = new LinkedHashMap<>();
    views.stream()
        .flatMap(view -> view.agents().stream())
        .forEach(use -> latest.merge(use.client(), use.lastUsedAt(), Math::max));
    var access = new AgentAccess(session, user);
    return latest.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .map(realm::getClientByClientId)
        .filter(Objects::nonNull)
        .filter(access::held)
        .map(agent -> new AgentRow(agent.getClientId(), name(agent.getClientId())))
        .toList();
  }

  /** Returns the providers that can be connected, by alias. */
  Map<String, String> providers() {
    return providers;
  }

  private String on(long seconds) {
    return date.format(Instant.ofEpochSecond(seconds));
  }

  private String name(String clientId) {
    ClientModel client = realm.getClientByClientId(clientId);
    return client == null || client.getName() == null || client.getName().isBlank()
        ? clientId
        : client.getName();
  }
}
