package io.github.keycloakagents.tokenvault.keycloak;

import org.keycloak.models.AbstractKeycloakTransaction;

/** Does something once the transaction has committed. */
final class AfterCommit extends AbstractKeycloakTransaction {

  private final Runnable action;

  AfterCommit(Runnable action) {
    this.action = action;
  }

  @Override
  protected void commitImpl() {
    action.run();
  }

  @Override
  protected void rollbackImpl() {}
}
