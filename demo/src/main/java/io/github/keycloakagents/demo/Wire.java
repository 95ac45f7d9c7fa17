package io.github.keycloakagents.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Sends requests and shows each exchange to a watcher. Follows no redirect, keeps no cookie. */
public final class Wire {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final BiConsumer<Call, Reply> watcher;

  /** With who sees each exchange. */
  public Wire(BiConsumer<Call, Reply> watcher) {
    this.watcher = watcher;
  }

  /** Nobody watches. */
  public static Wire quiet() {
    return new Wire((call, reply) -> {});
  }

  /** Waits at most 60 seconds for the answer. */
  public Reply send(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(call.url())).timeout(Duration.ofSeconds(60));
    call.headers().forEach(request::header);
    request.method(
        call.method(),
        call.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()));
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      Reply reply =
          new Reply(
              call,
              response.statusCode(),
              response.headers().firstValue("Location").orElse(""),
              response.body());
      watcher.accept(call, reply);
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(call.method() + " " + call.url(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
