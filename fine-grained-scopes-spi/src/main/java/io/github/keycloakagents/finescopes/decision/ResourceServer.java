package io.github.keycloakagents.finescopes.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * A client that serves resources.
 *
 * @param clientId its client id
 * @param uris its registered URIs, the preferred one first; may be empty
 */
public record ResourceServer(String clientId, List<String> uris) {

  private static final String CLIENT_URN = "urn:client:";

  public ResourceServer {
    uris = List.copyOf(uris);
  }

  /** Whether a location, resource indicator or audience means this server. */
  public boolean isNamed(String name) {
    return name.equals(clientId) || uris.contains(name) || name.equals(CLIENT_URN + clientId);
  }

  /** The name to put into an entry that came without one. */
  String location() {
    return uris.isEmpty() ? clientId : uris.get(0);
  }

  /** What belongs into {@code aud}: the client id, then the URIs. */
  List<String> audiences() {
    List<String> audiences = new ArrayList<>();
    audiences.add(clientId);
    audiences.addAll(uris);
    return audiences;
  }
}
