package io.github.keycloakagents.tokenvault.keycloak;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A prepared call to a provider: POST of {@code form}, or GET without one. */
record OutboundCall(
    String provider, String url, Map<String, String> headers, @Nullable Map<String, String> form) {

  @Override
  public String toString() {
    return "OutboundCall[" + provider + "]";
  }
}
