package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.Binding;
import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.crypto.Sealed;
import java.io.IOException;
import java.util.Optional;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.JsonSerialization;

/**
 * Tokens of a sign-in whose user is not known yet, sealed in the authentication session and bound
 * to it. A client note, because the first-login flow clears the others.
 */
final class PendingTokens {

  private static final String NOTE = "token-vault.pending.";

  private final AuthenticationSessionModel login;
  private final Seal seal;

  PendingTokens(AuthenticationSessionModel login, Seal seal) {
    this.login = login;
    this.seal = seal;
  }

  void keep(BrokeredIdentityContext context, PendingArrival arrival) {
    String alias = context.getIdpConfig().getAlias();
    try {
      byte[] plain = JsonSerialization.writeValueAsBytes(arrival);
      Sealed sealed = seal.seal(plain, binding(alias, context.getId()));
      login.setClientNote(NOTE + alias, sealed.keyId() + " " + sealed.text());
    } catch (IOException e) {
      throw new IllegalStateException("Arrived tokens do not serialise");
    }
  }

  Optional<PendingArrival> take(String alias, String account) {
    String note = login.getClientNote(NOTE + alias);
    if (note == null) {
      return Optional.empty();
    }
    login.removeClientNote(NOTE + alias);
    String[] parts = note.split(" ", 2);
    byte[] plain = seal.open(new Sealed(parts[0], parts[1]), binding(alias, account));
    try {
      return Optional.of(JsonSerialization.readValue(plain, PendingArrival.class));
    } catch (IOException e) {
      throw new IllegalStateException("Arrived tokens have an unknown format");
    }
  }

  private Binding binding(String alias, String account) {
    String tab = login.getParentSession().getId() + "." + login.getTabId();
    return new Binding(login.getRealm().getId(), "login:" + tab, alias, account, 0);
  }
}
