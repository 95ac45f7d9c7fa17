package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.decision.Decision;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;

/**
 * Runs after Keycloak's experimental resource indicators, which leave only the URI in {@code aud}:
 * the client id belongs there too, or the resource server could not exchange the token.
 */
final class AudienceKeeper implements TokenPostProcessor {

  @Override
  public void process(TokenPostProcessorContext context) {
    if (context.accessToken() != null
        && TokenGrant.decided(context.clientSessionCtx()) instanceof Decision.Granted granted) {
      String[] present = context.accessToken().getAudience();
      Set<String> audiences = new LinkedHashSet<>(granted.audiences());
      audiences.addAll(present == null ? List.of() : List.of(present));
      context.accessToken().audience(audiences.toArray(String[]::new));
    }
  }
}
