package io.github.keycloakagents.it.vault;

import io.github.keycloakagents.it.actors.Agent;

/** The ways in which an existing user's account comes to be linked with the bank. */
final class BankLinks {
  private static final String SCOPE = "openid bank-accounts";

  private BankLinks() {}

  static Pages onFirstSignIn(Agent agent, String user) {
    return new Pages(VaultRealms.CALLBACK)
        .open(agent.authorizationUrl(VaultRealms.CALLBACK, SCOPE, "kc_idp_hint", "bank"))
        .signIn(user, user)
        .submit("submitAction", "linkAccount")
        .signIn(user, user);
  }

  static Pages byAction(Agent agent, String user) {
    return new Pages(VaultRealms.CALLBACK)
        .open(agent.authorizationUrl(VaultRealms.CALLBACK, SCOPE, "kc_action", "idp_link:bank"))
        .signIn(user, user)
        .submit("continue", "")
        .signIn(user, user);
  }
}
