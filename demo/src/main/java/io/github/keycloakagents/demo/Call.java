package io.github.keycloakagents.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One HTTP request.
 *
 * @param method GET, POST, DELETE …
 * @param url absolute
 * @param headers in the order in which they are printed
 * @param body empty for none
 */
public record Call(String method, String url, Map<String, String> headers, String body) {

  /** A GET with nothing but its address. */
  public static Call get(String url) {
    return new Call("GET", url, Map.of(), "");
  }

  /** A DELETE with nothing but its address. */
  public static Call delete(String url) {
    return new Call("DELETE", url, Map.of(), "");
  }

  /** A form POST. */
  public static Call form(String url, Map<String, String> fields) {
    return new Call("POST", url, Map.of(), "")
        .with("Content-Type", "application/x-www-form-urlencoded")
        .withBody(encode(fields));
  }

  /** A POST of a JSON document. */
  public static Call json(String url, String document) {
    return new Call("POST", url, Map.of(), "")
        .with("Content-Type", "application/json")
        .withBody(document);
  }

  /** The same request with one header more. */
  public Call with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, url, more, body);
  }

  /** The same request with a bearer token (RFC 6750, section 2.1). */
  public Call bearer(String token) {
    return with("Authorization", "Bearer " + token);
  }

  private Call withBody(String text) {
    return new Call(method, url, headers, text);
  }

  /** Form encoding, in the order of the map. */
  static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
