package io.github.keycloakagents.cibapush.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.UserModel;

/**
 * Renders a template of ours in the realm's login theme, under a strict content security policy.
 */
final class Page {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private final PushRealm realm;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private @Nullable UserModel user;

  Page(PushRealm realm) {
    this.realm = realm;
    attributes.put("pages", realm.pages().getPath());
  }

  Page user(UserModel reader) {
    user = reader;
    return this;
  }

  Page with(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  Response render(String template, int status) {
    LoginFormsProvider form =
        realm
            .session()
            .getProvider(LoginFormsProvider.class)
            .setAttribute("cibaPush", attributes)
            .setStatus(Response.Status.fromStatusCode(status));
    if (user != null) {
      form.setUser(user);
    }
    realm.session().getProvider(SecurityHeadersProvider.class).options().skipHeaders();
    return headers(Response.fromResponse(form.createForm(template))).build();
  }

  static Response.ResponseBuilder headers(Response.ResponseBuilder response) {
    return response
        .header("Content-Security-Policy", POLICY)
        .header("X-Frame-Options", "DENY")
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Robots-Tag", "none")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cache-Control", "no-store");
  }
}
