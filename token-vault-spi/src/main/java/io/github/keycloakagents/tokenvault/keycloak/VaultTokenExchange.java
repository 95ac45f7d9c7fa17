package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import io.github.keycloakagents.tokenvault.exchange.AccessRule;
import io.github.keycloakagents.tokenvault.exchange.Exchange;
import io.github.keycloakagents.tokenvault.exchange.ExchangeRequest;
import io.github.keycloakagents.tokenvault.exchange.InvalidRequestException;
import io.github.keycloakagents.tokenvault.exchange.Outcome;
import io.github.keycloakagents.tokenvault.exchange.Parameters;
import io.github.keycloakagents.tokenvault.store.Credential;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenManager;

/** Exchanges a Keycloak token for a provider's token (RFC 8693). */
final class VaultTokenExchange implements TokenExchangeProvider {

  private final Vault vault;

  VaultTokenExchange(Vault vault) {
    this.vault = vault;
  }

  @Override
  public boolean supports(TokenExchangeContext context) {
    MultivaluedMap<String, String> form = new SentForm(context).parameters();
    if (form.containsKey("requested_subject") || form.containsKey("subject_issuer")) {
      return false;
    }
    String resource = form.getFirst("resource");
    return form.containsKey("requested_issuer")
        || (resource != null
            && new Connections(context.getSession()).forResource(resource).isPresent());
  }

  @Override
  public Response exchange(TokenExchangeContext context) {
    var answer = new ExchangeAnswer(context, vault.metrics());
    ClientModel client = context.getClient();
    try {
      var parameters = new Parameters(new SentForm(context).parameters());
      var subjectToken = parameters.subjectToken();
      if (client.isPublicClient()) {
        return answer.refused("invalid_client", "Public client is not allowed to exchange token");
      }
      String alias = connection(context.getSession(), parameters);
      answer.concerns(alias);
      ExchangeRequest request = parameters.at(alias);
      Subject subject = new SubjectTokens(context).verify(subjectToken);
      Optional<IdentityProviderModel> model = new Connections(context.getSession()).named(alias);
      Optional<AccessRule> rule = new AccessRules(client).find(alias, subject.scopes());
      if (model.isEmpty() || rule.isEmpty()) {
        return answer.refused(
            "invalid_target", "Unknown connection, or not available to this client");
      }
      if (!TokenManager.verifyConsentStillAvailable(
          context.getSession(), subject.user(), client, null, rule.get().clientScope())) {
        return answer.refused(
            "invalid_scope",
            "Missing consents for Token Exchange in client " + client.getClientId());
      }
      return answer.of(release(context, subject, model.get(), request, rule.get()), subject.user());
    } catch (InvalidRequestException e) {
      return answer.refused("invalid_request", e.problem());
    } catch (UnsealableException e) {
      return answer.broken(e);
    }
  }

  private Outcome release(
      TokenExchangeContext context,
      Subject subject,
      IdentityProviderModel model,
      ExchangeRequest request,
      AccessRule rule) {
    KeycloakSession session = context.getSession();
    RealmModel realm = context.getRealm();
    var mine = new UserCredentials(vault, session, subject.user());
    List<Credential> held =
        mine.all().stream().filter(c -> c.key().connection().equals(request.connection())).toList();
    var interlude = new Interlude(session);
    var exchange =
        new Exchange(
            (stale, wish) -> interlude.during(() -> vault.refresher().fresh(stale, wish)),
            new BrokeredProvider(session, model, vault),
            vault.seal(session, realm),
            vault.clock());
    Outcome outcome = exchange.release(request, rule, held);
    if (outcome instanceof Outcome.Released released) {
      mine.used(released.credential(), context.getClient().getClientId());
    }
    return outcome;
  }

  private static String connection(KeycloakSession session, Parameters parameters)
      throws InvalidRequestException {
    String issuer = parameters.requestedIssuer();
    String resource = parameters.resource();
    if (resource == null) {
      return issuer == null ? "" : issuer;
    }
    String registered = new Connections(session).forResource(resource).orElse("");
    return issuer == null || issuer.equals(registered) ? registered : "";
  }

  @Override
  public void close() {}
}
