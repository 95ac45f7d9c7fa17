package io.github.keycloakagents.demo;

import com.sun.net.httpserver.HttpExchange;
import io.github.keycloakagents.demo.Endpoint.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A push service (RFC 8030) where Google's or Mozilla's would be: it keeps encrypted messages for a
 * subscription and insists on TTL and on VAPID credentials (RFC 8292).
 */
public final class DemoPushService implements AutoCloseable {
  private static final int LARGEST = 4096;

  /** A message as the sender left it, unreadable for this service. */
  public static final class Message {
    private final byte[] body;
    private final Map<String, String> headers;

    Message(byte[] body, Map<String, String> headers) {
      this.body = body;
      this.headers = headers;
    }

    /** The encrypted bytes. */
    public byte[] body() {
      return body.clone();
    }

    /** Those headers that say how to treat it: TTL, Urgency, Topic. */
    public Map<String, String> headers() {
      return headers;
    }
  }

  private record Mailbox(String serverKey, BlockingQueue<Message> messages) {}

  private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
  private final Endpoint endpoint;

  /** On a port of localhost, 0 for a free one. */
  public DemoPushService(int port) {
    endpoint = new Endpoint(port, this::answer);
  }

  /** The origin, such as {@code http://localhost:18402}. */
  public String url() {
    return endpoint.url();
  }

  /** A new subscription for the sender with that key (base64url): its push resource. */
  public String subscribe(String serverKey) {
    String id = UUID.randomUUID().toString();
    mailboxes.put(id, new Mailbox(serverKey, new LinkedBlockingQueue<>()));
    return url() + "/push/" + id;
  }

  /** The next message of a subscription, waiting at most so long. */
  public Optional<Message> next(String subscription, Duration patience) {
    Mailbox mailbox = mailboxes.get(id(subscription));
    try {
      return mailbox == null
          ? Optional.empty()
          : Optional.ofNullable(
              mailbox.messages().poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The browser is gone: from now on 410 (RFC 8030, section 7.3). */
  public void unsubscribe(String subscription) {
    mailboxes.remove(id(subscription));
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Answer answer(HttpExchange request) throws IOException {
    byte[] body = request.getRequestBody().readNBytes(LARGEST + 1);
    Mailbox mailbox = mailboxes.get(id(request.getRequestURI().getPath()));
    if (!request.getRequestMethod().equals("POST")) {
      return Answer.empty(405);
    }
    if (mailbox == null) {
      return Answer.empty(410);
    }
    if (body.length > LARGEST) {
      return Answer.empty(413);
    }
    if (!header(request, "TTL").matches("\\d+")) {
      return Answer.json(400, "{\"error\":\"TTL is missing\"}");
    }
    if (!header(request, "Content-Encoding").equals("aes128gcm")) {
      return Answer.json(400, "{\"error\":\"not encrypted as RFC 8291 says\"}");
    }
    String objection =
        Vapid.objection(
            header(request, "Authorization"),
            mailbox.serverKey(),
            url(),
            InstantSource.system().instant());
    if (!objection.isEmpty()) {
      return Answer.json(403, Json.object().put("error", objection).toString());
    }
    mailbox
        .messages()
        .add(
            new Message(
                body,
                Map.of(
                    "TTL", header(request, "TTL"),
                    "Urgency", header(request, "Urgency"),
                    "Topic", header(request, "Topic"))));
    return new Answer(201, Map.of("Location", url() + "/message/" + UUID.randomUUID()), "");
  }

  private static String header(HttpExchange request, String name) {
    String value = request.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
