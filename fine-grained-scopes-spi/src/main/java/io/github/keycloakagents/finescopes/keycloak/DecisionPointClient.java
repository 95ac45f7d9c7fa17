package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.keycloak.AuthzenSource.DecisionPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.http.HttpHeaders;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The HTTP call to an AuthZEN decision point: one POST, no redirects, at most {@value #MAX_ANSWER}
 * bytes, and one bound in time for all of it, so that an answer that drips in does not hold the
 * request.
 */
final class DecisionPointClient implements DecisionPoint {

  private static final int MAX_ANSWER = 262_144;

  private final KeycloakSession session;
  private final @Nullable String url;
  private final @Nullable String token;
  private final int timeout;

  DecisionPointClient(
      KeycloakSession session, @Nullable String url, @Nullable String token, int timeout) {
    this.session = session;
    this.url = url;
    this.token = token;
    this.timeout = timeout;
  }

  @Override
  public String ask(String body) {
    HttpPost post = post(body);
    CloseableHttpClient http = session.getProvider(HttpClientProvider.class).getHttpClient();
    Future<String> answer =
        session
            .getProvider(ExecutorsProvider.class)
            .getExecutor("authzen")
            .submit(() -> send(http, post));
    try {
      return answer.get(timeout, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the decision point did not answer", e);
    } finally {
      answer.cancel(true);
      post.abort();
    }
  }

  private HttpPost post(String body) {
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
      post.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }
    post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    return post;
  }

  private static String send(CloseableHttpClient http, HttpPost post) throws IOException {
    try (CloseableHttpResponse response = http.execute(post)) {
      int status = response.getStatusLine().getStatusCode();
      if (status != 200 || response.getEntity() == null) {
        throw new IOException("the decision point answered " + status);
      }
      byte[] answer = response.getEntity().getContent().readNBytes(MAX_ANSWER + 1);
      if (answer.length > MAX_ANSWER) {
        throw new IOException("the decision point answered more than " + MAX_ANSWER + " bytes");
      }
      return new String(answer, StandardCharsets.UTF_8);
    }
  }
}
