package io.github.keycloakagents.it.bench;

import io.github.keycloakagents.it.actors.Http;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Backchannel requests for one user after the other, from this machine; none may fail. */
final class Asking {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final BackchannelUsers users;
  private final AtomicInteger next = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  Asking(BackchannelUsers users) {
    this.users = users;
  }

  /** What a closed loop brought: requests per second, and each one's milliseconds, sorted. */
  record Loop(double rate, double[] millis) {}

  /** So many at a time, each as soon as the one before is answered. */
  Loop closed(int connections, Duration time) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    Queue<Double> millis = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> {
                while (System.nanoTime() - start < time.toNanos()) {
                  long before = System.nanoTime();
                  check(client.sendAsync(request(user()), BodyHandlers.ofString()).join());
                  millis.add((System.nanoTime() - before) / 1e6);
                }
              },
              threads));
    }
    all.forEach(CompletableFuture::join);
    double seconds = (System.nanoTime() - start) / 1e9;
    threads.shutdown();
    none();
    return new Loop(
        millis.size() / seconds,
        millis.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  /** At a fixed rate, whether those before are answered or not. */
  void scheduled(int perSecond, Duration time, Arrivals arrivals) {
    long start = System.nanoTime();
    int count = (int) (perSecond * time.toSeconds());
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long due = start + (long) (i * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      int user = user();
      arrivals.expect("/push/" + user, due);
      all.add(client.sendAsync(request(user), BodyHandlers.ofString()).thenAccept(this::check));
    }
    all.forEach(CompletableFuture::join);
    none();
  }

  /** One request for a user; its {@code auth_req_id}. */
  String ask(int user) {
    HttpResponse<String> answer = client.sendAsync(request(user), BodyHandlers.ofString()).join();
    check(answer);
    none();
    return answer.body().replaceAll(".*\"auth_req_id\":\"([^\"]+)\".*", "$1");
  }

  /** One after the other, but never the first: that is who reads the inbox. */
  private int user() {
    return 1 + next.getAndIncrement() % (users.count() - 1);
  }

  private HttpRequest request(int user) {
    return HttpRequest.newBuilder(
            URI.create(
                users.server().url()
                    + "/realms/"
                    + users.name()
                    + "/protocol/openid-connect/ext/ciba/auth"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header(
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("agent:agent-secret".getBytes(StandardCharsets.UTF_8)))
        .POST(
            BodyPublishers.ofString(
                Http.encode(
                    "scope",
                    "openid",
                    "login_hint",
                    "u" + user,
                    "binding_message",
                    "R" + System.nanoTime())))
        .build();
  }

  private void check(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      failures.add(answer.statusCode() + " " + answer.body());
    }
  }

  private void none() {
    if (!failures.isEmpty()) {
      throw new AssertionError(failures.size() + " failed, the first: " + failures.peek());
    }
  }
}
