package io.github.keycloakagents.it.scopes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.modelcontextprotocol.client.transport.HttpRequestSnapshot;
import io.modelcontextprotocol.client.transport.customizer.McpHttpClientTransportAuthorizationErrorHandler;
import io.modelcontextprotocol.common.McpTransportContext;
import java.net.URI;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an application adds to the Java SDK, which hands it the challenges of the server: it finds
 * the authorization server (RFC 9728, 8414), registers itself (RFC 7591), and lets the user decide.
 */
final class McpLogin implements McpHttpClientTransportAuthorizationErrorHandler.Sync {
  private static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-0123456789";

  private final UserBrowser browser;
  private final String redirect;
  private final List<String> scopes = new ArrayList<>();
  private String clientId;
  private String token = "none";

  McpLogin(UserBrowser browser, String redirect) {
    this.browser = browser;
    this.redirect = redirect;
  }

  /** The token that the last login brought. */
  String token() {
    return token;
  }

  /** The scopes that the server asked for, one login after the other. */
  List<String> scopes() {
    return scopes;
  }

  @Override
  public boolean handle(
      HttpRequestSnapshot request, ResponseInfo response, McpTransportContext context) {
    String challenge = response.headers().firstValue("WWW-Authenticate").orElse("");
    JsonNode resource = Http.get(word(challenge, "resource_metadata")).expect(200).json();
    JsonNode server = metadata(resource.path("authorization_servers").path(0).asText());
    scopes.add(word(challenge, "scope"));
    if (clientId == null) {
      clientId = register(server.path("registration_endpoint").asText());
    }
    token = login(server, resource.path("resource").asText(), word(challenge, "scope"));
    return true;
  }

  private static JsonNode metadata(String issuer) {
    URI uri = URI.create(issuer);
    return Http.get(
            uri.resolve("/.well-known/oauth-authorization-server" + uri.getPath()).toString())
        .expect(200)
        .json();
  }

  private String register(String endpoint) {
    String metadata =
        """
        {"client_name":"Research agent in Java","redirect_uris":["%s"],
         "grant_types":["authorization_code"],"token_endpoint_auth_method":"none"}
        """
            .formatted(redirect);
    return Http.json("POST", endpoint, metadata).expect(201).text("client_id");
  }

  private String login(JsonNode server, String resource, String scope) {
    String[] request = {
      "response_type",
      "code",
      "client_id",
      clientId,
      "redirect_uri",
      redirect,
      "scope",
      scope,
      "resource",
      resource,
      "code_challenge",
      challenge(),
      "code_challenge_method",
      "S256"
    };
    browser.open(server.path("authorization_endpoint").asText() + "?" + Http.encode(request));
    if (browser.sees("#username")) {
      browser.signIn("alice", "alice").await("#kc-oauth");
    }
    if (browser.sees("#kc-oauth")) {
      browser.click("#kc-login");
    }
    browser.awaitUrl(redirect);
    String[] redemption = {
      "grant_type",
      "authorization_code",
      "code",
      browser.parameter("code"),
      "client_id",
      clientId,
      "redirect_uri",
      redirect,
      "code_verifier",
      VERIFIER,
      "resource",
      resource
    };
    return Http.form(server.path("token_endpoint").asText(), new String[0], redemption)
        .expect(200)
        .accessToken();
  }

  private static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String word(String challenge, String name) {
    Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge);
    if (!matcher.find()) {
      throw new AssertionError("no " + name + " in " + challenge);
    }
    return matcher.group(1);
  }
}
