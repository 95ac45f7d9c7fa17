package io.github.keycloakagents.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A browser without scripts and pictures: cookies, redirects and forms. */
public final class FormBrowser implements Browser {
  private static final int MOST_REDIRECTS = 20;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Cookies cookies = new Cookies();
  private String url = "about:blank";
  private String html = "";

  @Override
  public void open(String address) {
    follow(request(URI.create(address)).GET());
  }

  @Override
  public void submit(String form, Map<String, String> fields) {
    if (!(Jsoup.parse(html, url).selectFirst(form) instanceof FormElement found)) {
      throw new Unexpected("no form " + form + " at " + url + ": " + Jsoup.parse(html).text());
    }
    Map<String, String> all = new LinkedHashMap<>();
    for (Element element : found.elements()) {
      if (isSent(element)) {
        all.put(
            element.attr("name"),
            element.hasAttr("checked") && !element.hasAttr("value") ? "on" : element.val());
      }
    }
    all.putAll(fields);
    post(found.hasAttr("action") ? found.absUrl("action") : url, all);
  }

  /** Sends what no form of the page on the screen would. */
  public void post(String address, Map<String, String> fields) {
    follow(
        request(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin(URI.create(address)))
            .POST(BodyPublishers.ofString(Call.encode(fields))));
  }

  private static boolean isSent(Element element) {
    String type = element.attr("type");
    boolean button =
        element.normalName().equals("button") || type.equals("submit") || type.equals("button");
    boolean unchecked =
        (type.equals("checkbox") || type.equals("radio")) && !element.hasAttr("checked");
    return !button && !unchecked && element.hasAttr("name");
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .header("Accept", "text/html")
            .header("Accept-Language", "en");
    String header = cookies.header(uri);
    return header.isEmpty() ? request : request.header("Cookie", header);
  }

  private void follow(HttpRequest.Builder first) {
    HttpRequest request = first.build();
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      HttpResponse<String> response = send(request);
      cookies.take(request.uri(), response.headers().allValues("Set-Cookie"));
      if (response.statusCode() / 100 != 3) {
        url = request.uri().toString();
        html = response.body();
        return;
      }
      String location = response.headers().firstValue("Location").orElseThrow();
      request = request(request.uri().resolve(location)).GET().build();
    }
    throw new Unexpected("more than " + MOST_REDIRECTS + " redirects");
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public String html() {
    return html;
  }

  @Override
  public void close() {}
}
