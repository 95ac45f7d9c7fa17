package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.upstream.AnswerReader;
import io.github.keycloakagents.tokenvault.upstream.Provider;
import io.github.keycloakagents.tokenvault.upstream.RefreshOutcome;
import io.github.keycloakagents.tokenvault.upstream.Tokens;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.http.client.HttpClient;
import org.jboss.logging.Logger;
import org.keycloak.broker.oidc.AbstractOAuth2IdentityProvider;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.provider.IdentityProvider;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.http.simple.SimpleHttp;
import org.keycloak.http.simple.SimpleHttpRequest;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.IdentityBrokerService;

/**
 * A provider as Keycloak's identity brokering knows it, with the client authentication set there.
 */
final class BrokeredProvider implements Provider {

  private static final Logger LOG = Logger.getLogger(BrokeredProvider.class);

  private final KeycloakSession session;
  private final IdentityProviderModel model;
  private final Vault vault;

  BrokeredProvider(KeycloakSession session, IdentityProviderModel model, Vault vault) {
    this.session = session;
    this.model = model;
    this.vault = vault;
  }

  @Override
  public RefreshOutcome refresh(String refreshToken, Set<String> scopes) {
    long start = System.nanoTime();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refreshToken);
    if (!scopes.isEmpty()) {
      form.put("scope", String.join(" ", scopes));
    }
    RefreshOutcome outcome = ask(form);
    String realm = session.getContext().getRealm().getName();
    vault.metrics().refreshed(realm, model.getAlias(), outcome, System.nanoTime() - start);
    return outcome;
  }

  private RefreshOutcome ask(Map<String, String> form) {
    Optional<AbstractOAuth2IdentityProvider<?>> provider = oauth2();
    if (provider.isEmpty()) {
      return new RefreshOutcome.Failed(60, "unsupported_provider");
    }
    try {
      OutboundCall call = call(provider.get(), provider.get().getConfig().getTokenUrl(), form);
      return vault
          .calls()
          .make(client(), call)
          .verdict(new AnswerReader(), vault.clock().instant());
    } catch (OutboundCalls.BusyException e) {
      return new RefreshOutcome.Failed(1, "too_many_calls");
    } catch (IOException e) {
      LOG.debugf("Refresh at %s: %s", model.getAlias(), e.getClass().getSimpleName());
      return new RefreshOutcome.Failed(2, "unreachable");
    }
  }

  @Override
  public boolean revoke(Tokens tokens) {
    return revoke(tokens, RemovedConnection.configured(session, model.getAlias()));
  }

  /** Asks for revocation at {@code url}, or where the provider says that it revokes. */
  boolean revoke(Tokens tokens, Optional<String> url) {
    return oauth2()
        .flatMap(
            provider ->
                url.or(
                        () ->
                            new RevocationEndpoint(session, model, vault)
                                .find(provider.getConfig()))
                    .map(found -> call(provider, found, revocation(tokens))))
        .map(this::send)
        .orElse(true);
  }

  private boolean send(OutboundCall call) {
    try {
      return vault.calls().make(client(), call).status() / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpClient client() {
    return session.getProvider(HttpClientProvider.class).getHttpClient();
  }

  @Override
  public Set<String> defaultScopes() {
    Set<String> scopes = new LinkedHashSet<>();
    Optional<AbstractOAuth2IdentityProvider<?>> provider = oauth2();
    if (provider.isPresent()) {
      if (provider.get() instanceof OIDCIdentityProvider) {
        scopes.add("openid");
      }
      String configured = provider.get().getConfig().getDefaultScope();
      Stream.of(configured == null ? "" : configured)
          .flatMap(text -> Arrays.stream(text.split("[ ,]+", -1)))
          .filter(scope -> !scope.isEmpty())
          .forEach(scopes::add);
    }
    return scopes;
  }

  private static Map<String, String> revocation(Tokens tokens) {
    return tokens.refresh() == null
        ? Map.of("token", tokens.access(), "token_type_hint", "access_token")
        : Map.of("token", tokens.refresh(), "token_type_hint", "refresh_token");
  }

  private OutboundCall call(
      AbstractOAuth2IdentityProvider<?> provider, String url, Map<String, String> form) {
    SimpleHttpRequest request = SimpleHttp.create(session).doPost(url);
    form.forEach(request::param);
    SimpleHttpRequest ready = provider.authenticateTokenRequest(request);
    Map<String, String> headers = ready.getHeaders();
    return new OutboundCall(
        model.getInternalId(), url, headers == null ? Map.of() : headers, ready.getParams());
  }

  private Optional<AbstractOAuth2IdentityProvider<?>> oauth2() {
    return IdentityBrokerService.getIdentityProvider(session, model, IdentityProvider.class)
            instanceof AbstractOAuth2IdentityProvider<?> provider
        ? Optional.of(provider)
        : Optional.empty();
  }
}
