package io.github.keycloakagents.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import io.github.keycloakagents.demo.Endpoint.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormBrowserTest {
  private final Endpoint site = new Endpoint(0, FormBrowserTest::answer);
  private final FormBrowser browser = new FormBrowser();

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void followsRedirectsAndSendsCookiesWhereTheyBelong() {
    browser.open(site.url() + "/start");
    assertEquals(site.url() + "/realms/a/page", browser.url());
    assertEquals("cookie a=1", browser.html());
    browser.open(site.url() + "/realms/b/page");
    assertEquals("cookie none", browser.html());
  }

  @Test
  void sendsHiddenFieldsEnteredFieldsAndOnlyThePressedButton() {
    browser.open(site.url() + "/form");
    browser.submit("form#f", Map.of("name", "Alice", "decision", "approve"));
    assertEquals("csrf=x&name=Alice&yes=on&decision=approve", browser.html());
  }

  @Test
  void saysWhichFormIsMissing() {
    browser.open(site.url() + "/form");
    assertThrows(Unexpected.class, () -> browser.submit("form#g", Map.of()));
  }

  private static Answer answer(HttpExchange request) throws IOException {
    String cookie = request.getRequestHeaders().getFirst("Cookie");
    return switch (request.getRequestURI().getPath()) {
      case "/start" ->
          new Answer(
              302,
              Map.of("Location", "/realms/a/page", "Set-Cookie", "a=1; Path=/realms/a/; HttpOnly"),
              "");
      case "/form" ->
          Answer.html(
              "<form id=f action=/post method=post><input type=hidden name=csrf value=x><input"
                  + " name=name><input type=checkbox name=yes checked><input type=checkbox"
                  + " name=no><button name=decision value=approve></button><button name=decision"
                  + " value=deny></button></form>");
      case "/post" ->
          Answer.html(new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      default -> Answer.html("cookie " + (cookie == null ? "none" : cookie));
    };
  }
}
