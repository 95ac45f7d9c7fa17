package io.github.keycloakagents.it.vault;

import io.github.keycloakagents.it.actors.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person at a browser without script: follows redirects, fills the forms of Keycloak's pages, and
 * stops at an address that is not the server's own.
 */
final class Pages {
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> cookies = new TreeMap<>();
  private final String stopAt;
  private String url = "";
  private String page = "";
  private int status;

  /** Stops at addresses that contain {@code stopAt}. */
  Pages(String stopAt) {
    this.stopAt = stopAt;
  }

  Pages open(String address) {
    follow(request(address).GET().build());
    return this;
  }

  /** Posts the page's form with these fields (name, value …). */
  Pages submit(String... fields) {
    Matcher action = ACTION.matcher(page);
    if (!action.find()) {
      throw new AssertionError("no form at " + url + ", status " + status + ":\n" + page);
    }
    follow(
        request(URI.create(url).resolve(action.group(1).replace("&amp;", "&")).toString())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Http.encode(fields)))
            .build());
    return this;
  }

  Pages signIn(String username, String password) {
    return submit("username", username, "password", password, "credentialId", "");
  }

  /** The value of a hidden field of the page's first form. */
  String hidden(String name) {
    Matcher field = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
    if (!field.find()) {
      throw new AssertionError("no field " + name + " at " + url + ":\n" + page);
    }
    return field.group(1);
  }

  String url() {
    return url;
  }

  String page() {
    return page;
  }

  int status() {
    return status;
  }

  /** The cookies for {@code address}, as a header's value. */
  String cookies(String address) {
    return request(address).build().headers().firstValue("Cookie").orElse("");
  }

  String parameter(String name) {
    Matcher value = Pattern.compile("[?&]" + name + "=([^&#]*)").matcher(url);
    return value.find() ? value.group(1) : null;
  }

  private void follow(HttpRequest request) {
    try {
      HttpResponse<String> response = send(request);
      url = response.uri().toString();
      for (int hops = 0; response.statusCode() / 100 == 3 && hops < 20; hops++) {
        String location = response.headers().firstValue("Location").orElseThrow();
        url = response.uri().resolve(location).toString();
        if (url.contains(stopAt)) {
          page = "";
          status = 0;
          return;
        }
        response = send(request(url).GET().build());
      }
      page = response.body();
      status = response.statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A browser's cookies, by path; it sends Secure ones to localhost, too. */
  private HttpRequest.Builder request(String address) {
    URI uri = URI.create(address);
    StringBuilder header = new StringBuilder();
    cookies.forEach(
        (key, value) -> {
          if (uri.getPath().startsWith(key.substring(0, key.indexOf(' ')))) {
            header.append(header.isEmpty() ? "" : "; ");
            header.append(key.substring(key.indexOf(' ') + 1)).append('=').append(value);
          }
        });
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    return header.isEmpty() ? request : request.header("Cookie", header.toString());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    for (String line : response.headers().allValues("Set-Cookie")) {
      HttpCookie cookie = HttpCookie.parse(line).get(0);
      String key = cookie.getPath() + " " + cookie.getName();
      if (cookie.getMaxAge() == 0 || cookie.getValue().isEmpty()) {
        cookies.remove(key);
      } else {
        cookies.put(key, cookie.getValue());
      }
    }
    return response;
  }
}
