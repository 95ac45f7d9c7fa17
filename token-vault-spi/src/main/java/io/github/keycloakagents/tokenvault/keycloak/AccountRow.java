package io.github.keycloakagents.tokenvault.keycloak;

import java.util.List;

/** A connected account as the page shows it; public for the template. */
public final class AccountRow {

  private final ConnectionView view;
  private final String provider;
  private final String connected;
  private final List<String> agents;

  AccountRow(ConnectionView view, String provider, String connected, List<String> agents) {
    this.view = view;
    this.provider = provider;
    this.connected = connected;
    this.agents = agents;
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
