package io.github.keycloakagents.tokenvault.keycloak;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.Urls;
import org.keycloak.services.util.ResolveRelative;

/** Where the browser goes back to: the client's base URL, else its first redirect URI. */
final class ReturnAddress {

  static final String RESULT = "connection_result";

  private final KeycloakSession session;
  private final ClientModel client;

  ReturnAddress(KeycloakSession session, ClientModel client) {
    this.session = session;
    this.client = client;
  }

  /** Adds the connection and how connecting it went. */
  URI with(String connection, String result) {
    return UriBuilder.fromUri(base())
        .queryParam("connection", connection)
        .queryParam(RESULT, result)
        .build();
  }

  /** Returns the address of the page <em>Connected accounts</em>. */
  static URI accountsPage(KeycloakSession session) {
    return session
        .getContext()
        .getUri()
        .getBaseUriBuilder()
        .path("realms/{realm}/token-vault/accounts")
        .build(session.getContext().getRealm().getName());
  }

  private String base() {
    if (client.getClientId().equals(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID)) {
      return accountsPage(session).toString();
    }
    Stream<String> own =
        client.getBaseUrl() == null || client.getBaseUrl().isBlank()
            ? client.getRedirectUris().stream().sorted().map(uri -> uri.replaceAll("\\*$", ""))
            : Stream.of(client.getBaseUrl());
    return own.map(uri -> ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), uri))
        .filter(uri -> uri.startsWith("http://") || uri.startsWith("https://"))
        .findFirst()
        .orElseGet(
            () ->
                Urls.accountBase(session.getContext().getUri().getBaseUri())
                    .build(client.getRealm().getName())
                    .toString());
  }
}
