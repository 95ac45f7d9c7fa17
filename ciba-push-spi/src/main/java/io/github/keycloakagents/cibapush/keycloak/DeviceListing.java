package io.github.keycloakagents.cibapush.keycloak;

import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;

/**
 * Keycloak's account console lists credentials only of types that a step of some flow refers to:
 * this flow does, and is bound to nothing. Made at the first sign-in.
 */
record DeviceListing(RealmModel realm) {

  private static final String ALIAS = "push approval browsers";
  private static final int PRIORITY = 10;

  void ensure() {
    if (realm.getFlowByAlias(ALIAS) != null) {
      return;
    }
    AuthenticationFlowModel flow = new AuthenticationFlowModel();
    flow.setAlias(ALIAS);
    flow.setDescription("Lets the account console list enrolled browsers; signs nobody in");
    flow.setProviderId("basic-flow");
    flow.setTopLevel(true);
    flow.setBuiltIn(false);
    AuthenticationExecutionModel step = new AuthenticationExecutionModel();
    step.setParentFlow(realm.addAuthenticationFlow(flow).getId());
    step.setRequirement(AuthenticationExecutionModel.Requirement.REQUIRED);
    step.setAuthenticator(PushRealm.ID);
    step.setAuthenticatorFlow(false);
    step.setPriority(PRIORITY);
    realm.addAuthenticatorExecution(step);
  }
}
