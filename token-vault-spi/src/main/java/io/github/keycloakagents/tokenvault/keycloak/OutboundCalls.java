package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.upstream.RefreshAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.NameValuePair;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.Configurable;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.message.BasicNameValuePair;

/**
 * Calls to providers, through Keycloak's HTTP client (its truststore and proxies), bounded in time,
 * size and number: no redirects are followed, no provider holds more than its share of threads.
 */
final class OutboundCalls {

  private static final int LONGEST_BODY = 256 * 1024;

  private final ConcurrentMap<String, Semaphore> running = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor watchdog =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "token-vault-watchdog");
            thread.setDaemon(true);
            return thread;
          });
  private final VaultOptions options;

  OutboundCalls(VaultOptions options) {
    this.options = options;
    watchdog.setRemoveOnCancelPolicy(true);
  }

  /**
   * Makes a call.
   *
   * @throws BusyException when the provider already has as many calls as it may
   * @throws IOException when there is no whole answer in time
   */
  RefreshAnswer make(HttpClient client, OutboundCall call) throws IOException {
    Semaphore share =
        running.computeIfAbsent(call.provider(), p -> new Semaphore(options.maxCallsPerProvider()));
    if (!share.tryAcquire()) {
      throw new BusyException();
    }
    HttpRequestBase request = request(client, call);
    Future<?> deadline =
        watchdog.schedule(request::abort, options.httpTimeout().toMillis(), TimeUnit.MILLISECONDS);
    try {
      return read(client.execute(request));
    } finally {
      deadline.cancel(false);
      request.releaseConnection();
      share.release();
    }
  }

  void close() {
    watchdog.shutdownNow();
  }

  private HttpRequestBase request(HttpClient client, OutboundCall call) {
    HttpRequestBase request;
    Map<String, String> form = call.form();
    if (form == null) {
      request = new HttpGet(call.url());
    } else {
      List<NameValuePair> pairs =
          form.entrySet().stream()
              .<NameValuePair>map(e -> new BasicNameValuePair(e.getKey(), e.getValue()))
              .toList();
      var post = new HttpPost(call.url());
      post.setEntity(new UrlEncodedFormEntity(pairs, StandardCharsets.UTF_8));
      request = post;
    }
    request.setHeader("Accept", "application/json");
    call.headers().forEach(request::setHeader);
    int millis = (int) options.httpTimeout().toMillis();
    RequestConfig inherited =
        client instanceof Configurable configurable
            ? configurable.getConfig()
            : RequestConfig.DEFAULT;
    request.setConfig(
        RequestConfig.copy(inherited)
            .setRedirectsEnabled(false)
            .setConnectTimeout(Math.min(millis, 5_000))
            .setConnectionRequestTimeout(Math.min(millis, 5_000))
            .setSocketTimeout(millis)
            .build());
    return request;
  }

  private static RefreshAnswer read(HttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    Header retryAfter = response.getFirstHeader("Retry-After");
    return new RefreshAnswer(
        response.getStatusLine().getStatusCode(),
        entity == null ? null : body(entity.getContent()),
        retryAfter == null ? null : retryAfter.getValue());
  }

  private static String body(InputStream in) throws IOException {
    var out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
      if (out.size() > LONGEST_BODY) {
        throw new IOException("The provider's answer is too long");
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The provider already has as many calls as it may. */
  static final class BusyException extends IOException {}
}
