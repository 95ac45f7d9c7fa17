package io.github.keycloakagents.tokenvault.keycloak;

/** An agent as the page <em>Connected accounts</em> shows it; public for the template. */
public final class AgentRow {

  private final String id;
  private final String name;

  AgentRow(String id, String name) {
    this.id = id;
    this.name = name;
  }

  /** Returns the client id, which the form posts. */
  public String getId() {
    return id;
  }

  /** Returns its name, for people. */
  public String getName() {
    return name;
  }
}
