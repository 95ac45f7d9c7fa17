package io.github.keycloakagents.tokenvault.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.tokenvault.upstream.RefreshAnswer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.JsonSerialization;

/**
 * Finds where a provider revokes tokens (RFC 7009) when the mapper does not say: in the provider's
 * own metadata (RFC 8414), believed only for the hosts that the admin configured.
 */
final class RevocationEndpoint {

  private static final String KEYCLOAK_TOKEN = "/protocol/openid-connect/token";

  private final KeycloakSession session;
  private final IdentityProviderModel model;
  private final Vault vault;

  RevocationEndpoint(KeycloakSession session, IdentityProviderModel model, Vault vault) {
    this.session = session;
    this.model = model;
    this.vault = vault;
  }

  Optional<String> find(OAuth2IdentityProviderConfig config) {
    String tokenUrl = config.getTokenUrl();
    if (tokenUrl == null) {
      return Optional.empty();
    }
    if (tokenUrl.endsWith(KEYCLOAK_TOKEN)) {
      return Optional.of(tokenUrl.substring(0, tokenUrl.length() - "token".length()) + "revoke");
    }
    String issuer = model.getConfig().get("issuer");
    return issuer == null || issuer.isBlank() ? Optional.empty() : discovered(issuer, tokenUrl);
  }

  private Optional<String> discovered(String issuer, String tokenUrl) {
    String base = issuer.split(",", -1)[0].strip().replaceAll("/+$", "");
    var call =
        new OutboundCall(
            model.getInternalId(), base + "/.well-known/openid-configuration", Map.of(), null);
    try {
      RefreshAnswer answer =
          vault.calls().make(session.getProvider(HttpClientProvider.class).getHttpClient(), call);
      if (answer.status() != 200 || answer.body() == null) {
        return Optional.empty();
      }
      JsonNode endpoint =
          JsonSerialization.readValue(answer.body(), JsonNode.class).path("revocation_endpoint");
      return Optional.of(endpoint.asText())
          .filter(url -> sameHost(url, base) || sameHost(url, tokenUrl));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean sameHost(String url, String trusted) {
    URI one = URI.create(url);
    URI other = URI.create(trusted);
    return one.getHost() != null
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort()
        && one.getScheme().equalsIgnoreCase(other.getScheme());
  }
}
