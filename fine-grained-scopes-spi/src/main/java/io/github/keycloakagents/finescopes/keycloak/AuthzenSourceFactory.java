package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.spi.EntitlementSource;
import io.github.keycloakagents.finescopes.spi.EntitlementSourceFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** An {@link EntitlementSource} over OpenID AuthZEN; whatever goes wrong grants nothing. */
public final class AuthzenSourceFactory implements EntitlementSourceFactory {

  private static final String URL = "url";
  private static final String TOKEN = "token";
  private static final String TIMEOUT = "timeout";
  private static final int DEFAULT_TIMEOUT = 2_000;
  private static final int MAX_ANSWER = 262_144;

  private @Nullable String url;
  private @Nullable String token;
  private int timeout = DEFAULT_TIMEOUT;

  @Override
  public void init(Config.Scope config) {
    url = config.get(URL);
    token = config.get(TOKEN);
    timeout = config.getInt(TIMEOUT, DEFAULT_TIMEOUT);
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    return ProviderConfigurationBuilder.create()
        .property(URL, null, "Base address of the decision point.", "string", null, null)
        .property(TOKEN, null, "Bearer token to send.", "string", null, null, true)
        .property(TIMEOUT, null, "Milliseconds to wait.", "int", DEFAULT_TIMEOUT, null)
        .build();
  }

  @Override
  public EntitlementSource create(KeycloakSession session) {
    return new AuthzenSource(session, body -> ask(session, body));
  }

  @Override
  public String getId() {
    return "authzen";
  }

  private String ask(KeycloakSession session, String body) {
    if (url == null) {
      throw new IllegalStateException("no url is configured for the decision point");
    }
    HttpPost post = new HttpPost(url.replaceAll("/+$", "") + "/access/v1/evaluations");
    post.setConfig(
        RequestConfig.custom()
            .setConnectTimeout(timeout)
            .setConnectionRequestTimeout(timeout)
            .setSocketTimeout(timeout)
            .setRedirectsEnabled(false)
            .build());
    if (token != null) {
      post.setHeader("Authorization", "Bearer " + token);
    }
    post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    try (CloseableHttpResponse response =
        session.getProvider(HttpClientProvider.class).getHttpClient().execute(post)) {
      int status = response.getStatusLine().getStatusCode();
      if (status != 200) {
        throw new IllegalStateException("the decision point answered " + status);
      }
      byte[] answer = response.getEntity().getContent().readNBytes(MAX_ANSWER);
      return new String(answer, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
