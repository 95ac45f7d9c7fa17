package io.github.keycloakagents.cibapush.push;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The way out: follows no redirects, gives up after a bounded time. */
@FunctionalInterface
public interface Http {

  /**
   * Posts a body, of type {@code application/octet-stream} where the headers name no other.
   *
   * @return the status of the answer
   * @throws IOException if there is none
   */
  int post(URI to, Map<String, String> headers, byte[] body) throws IOException;
}
