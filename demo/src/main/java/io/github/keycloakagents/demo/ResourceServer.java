package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.keycloakagents.demo.Endpoint.Answer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part that is the same in both APIs: bearer token in, refusal out (RFC 6750, section 3). */
final class ResourceServer {
  private final TokenCheck check;

  ResourceServer(TokenCheck check) {
    this.check = check;
  }

  /** A believed token, as it came and as what it says. */
  record Presented(String token, JsonNode claims) {}

  Presented presented(HttpExchange request) {
    @Nullable String header = request.getRequestHeaders().getFirst("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw Refused.token("no bearer token");
    }
    String token = header.substring(7).trim();
    return new Presented(token, check.claims(token));
  }

  static Answer refusal(Refused refused, String body) {
    return new Answer(
        refused.status(),
        Map.of(
            "Content-Type",
            "application/json",
            "WWW-Authenticate",
            "Bearer error=\"%s\", error_description=\"%s\""
                .formatted(refused.error(), refused.reason().replace('"', '\''))),
        body);
  }
}
