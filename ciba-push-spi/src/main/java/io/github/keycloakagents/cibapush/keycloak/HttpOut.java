package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.push.Http;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;

/** Keycloak's own HTTP client, with its proxy and trust store; no redirects. */
record HttpOut(CloseableHttpClient client, int timeoutMillis) implements Http {

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
    try (CloseableHttpResponse response = client.execute(post)) {
      return response.getStatusLine().getStatusCode();
    }
  }
}
