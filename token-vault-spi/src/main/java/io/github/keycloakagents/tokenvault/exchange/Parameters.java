package io.github.keycloakagents.tokenvault.exchange;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form parameters of an exchange, checked one by one (RFC 8693 section 2.1). */
public final class Parameters {

  private static final String TOKEN_TYPE = "urn:ietf:params:oauth:token-type:";
  private static final int LONGEST_TOKEN = 16_384;
  private static final int LONGEST = 2_000;
  private static final int LONGEST_NAME = 255;

  private final Map<String, List<String>> form;

  /** Reads from a decoded form. */
  public Parameters(Map<String, List<String>> form) {
    this.form = form;
  }

  /** Checks what does not depend on the connection. */
  public SubjectToken subjectToken() throws InvalidRequestException {
    for (String unsupported : List.of("audience", "actor_token", "subject_issuer")) {
      if (form.containsKey(unsupported)) {
        throw new InvalidRequestException(
            "Parameter '" + unsupported + "' cannot be used with a connection");
      }
    }
    String wanted = one("requested_token_type", LONGEST_NAME);
    if (wanted != null && !wanted.equals(TOKEN_TYPE + "access_token")) {
      throw new InvalidRequestException("requested_token_type unsupported");
    }
    String token = required("subject_token", LONGEST_TOKEN);
    return switch (required("subject_token_type", LONGEST_NAME)) {
      case TOKEN_TYPE + "access_token" -> new SubjectToken(token, false);
      case TOKEN_TYPE + "refresh_token" -> new SubjectToken(token, true);
      default -> throw new InvalidRequestException("subject_token_type unsupported");
    };
  }

  /** Returns {@code requested_issuer}, or null. */
  public @Nullable String requestedIssuer() throws InvalidRequestException {
    return one("requested_issuer", LONGEST_NAME);
  }

  /** Returns {@code resource}, an absolute URI without fragment (RFC 8707 section 2), or null. */
  public @Nullable String resource() throws InvalidRequestException {
    String resource = one("resource", LONGEST);
    if (resource == null) {
      return null;
    }
    try {
      URI uri = new URI(resource);
      if (uri.isAbsolute() && uri.getRawFragment() == null) {
        return resource;
      }
    } catch (URISyntaxException e) {
      throw new InvalidRequestException("Parameter 'resource' is not a URI");
    }
    throw new InvalidRequestException("Parameter 'resource' is not an absolute URI");
  }

  /** Returns what is asked for at the connection. */
  public ExchangeRequest at(String connection) throws InvalidRequestException {
    Set<String> scopes = new LinkedHashSet<>();
    String scope = one("scope", LONGEST);
    if (scope != null) {
      for (String each : scope.split(" ", -1)) {
        if (!each.matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]*")) {
          throw new InvalidRequestException("Parameter 'scope' is malformed");
        }
        if (!each.isEmpty()) {
          scopes.add(each);
        }
      }
    }
    return new ExchangeRequest(connection, scopes, one("login_hint", LONGEST_NAME));
  }

  private String required(String name, int longest) throws InvalidRequestException {
    String value = one(name, longest);
    if (value == null) {
      throw new InvalidRequestException("Missing parameter: " + name);
    }
    return value;
  }

  private @Nullable String one(String name, int longest) throws InvalidRequestException {
    List<String> values = form.get(name);
    if (values == null || values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw new InvalidRequestException("Repeated parameter: " + name);
    }
    String value = values.get(0);
    if (value.length() > longest) {
      throw new InvalidRequestException("Parameter too long: " + name);
    }
    return value.isEmpty() ? null : value;
  }
}
