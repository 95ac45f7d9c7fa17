package io.github.keycloakagents.demo;

import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A person at a browser, who has the same name and password in both realms. */
public final class Person {
  private static final int MOST_PAGES = 8;

  private final String username;
  private final String password;
  private final Browser browser;

  /** With that person's browser. */
  public Person(String username, String password, Browser browser) {
    this.username = username;
    this.password = password;
    this.browser = browser;
  }

  /** The account name. */
  public String username() {
    return username;
  }

  /** The browser. */
  public Browser browser() {
    return browser;
  }

  /** The page on the screen. */
  public Document page() {
    return Jsoup.parse(browser.html(), browser.url());
  }

  /**
   * Goes to an address, signs in and consents wherever asked, until the page matches.
   *
   * @param wanted CSS selector of what the person is looking for
   */
  public Document reach(String url, String wanted) {
    browser.open(url);
    for (int i = 0; i < MOST_PAGES; i++) {
      Document page = page();
      if (page.selectFirst(wanted) != null) {
        return page;
      }
      if (page.selectFirst("form#kc-form-login") != null) {
        browser.submit("form#kc-form-login", Map.of("username", username, "password", password));
      } else if (page.selectFirst("form input[name=accept], form button[name=accept]") != null) {
        browser.submit("form:has([name=accept])", Map.of("accept", "Yes"));
      } else {
        throw new Unexpected(
            "%s does not know what to do at %s: %s"
                .formatted(username, browser.url(), page.text()));
      }
    }
    throw new Unexpected("too many pages on the way to " + url);
  }
}
