package io.github.keycloakagents.tokenvault.keycloak;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/**
 * The form of an exchange as the client sent it. Keycloak's token endpoint drops a parameter that
 * is too long; an exchange that goes on without its {@code scope} or {@code login_hint} would
 * release more than was asked for.
 */
record SentForm(TokenExchangeContext context) {

  private static final List<String> OURS =
      List.of("requested_issuer", "resource", "scope", "login_hint", "requested_token_type");

  MultivaluedMap<String, String> parameters() {
    MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
    form.putAll(context.getFormParams());
    MultivaluedMap<String, String> sent =
        context.getSession().getContext().getHttpRequest().getDecodedFormParameters();
    for (String name : OURS) {
      List<String> values = sent.get(name);
      if (values != null) {
        form.putIfAbsent(name, values);
      }
    }
    return form;
  }
}
