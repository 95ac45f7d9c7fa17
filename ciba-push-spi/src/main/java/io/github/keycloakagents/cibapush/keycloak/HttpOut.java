package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.push.Http;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpEntity;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.util.EntityUtils;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's own HTTP client, with its proxy and trust store; no redirects.
 *
 * @param client the client
 * @param timeoutMillis bound on the whole exchange, however slowly bytes come
 * @param watchdog ends what takes longer; has a thread that no receiver can hold
 */
record HttpOut(CloseableHttpClient client, int timeoutMillis, ScheduledExecutorService watchdog)
    implements Http {

  private static final Logger LOG = Logger.getLogger(HttpOut.class);

  /** What is read of an answer so that its connection can be used again. */
  private static final int SMALL = 4096;

  @Override
  public int post(URI to, Map<String, String> headers, byte[] body) throws IOException {
    HttpPost post = new HttpPost(to);
    headers.forEach(post::setHeader);
    if (!headers.containsKey("Content-Type")) {
      post.setHeader("Content-Type", "application/octet-stream");
    }
    post.setEntity(new ByteArrayEntity(body));
    post.setConfig(
        RequestConfig.custom()
            .setRedirectsEnabled(false)
            .setConnectTimeout(timeoutMillis)
            .setConnectionRequestTimeout(timeoutMillis)
            .setSocketTimeout(timeoutMillis)
            .build());
    Future<?> deadline = watchdog.schedule(post::abort, timeoutMillis, TimeUnit.MILLISECONDS);
    try (CloseableHttpResponse response = client.execute(post)) {
      readOn(response.getEntity());
      return response.getStatusLine().getStatusCode();
    } finally {
      deadline.cancel(false);
    }
  }

  /** An answer that is known can not fail any more: the connection only is not used again. */
  private static void readOn(@Nullable HttpEntity rest) {
    if (rest == null || rest.getContentLength() < 0 || rest.getContentLength() > SMALL) {
      return;
    }
    try {
      EntityUtils.consume(rest);
    } catch (IOException e) {
      LOG.debugf("The end of an answer did not come: %s", e.getClass().getSimpleName());
    }
  }
}
