package io.github.keycloakagents.it.actors;

import io.github.keycloakagents.demo.Browser;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The demo's browser played by a real headless Chromium; each page that it comes to is shown to the
 * watcher.
 */
public final class ChromiumBrowser implements Browser {
  private static final String SUBMIT =
      """
      const [form, fields] = arguments;
      let button = null;
      for (const [name, value] of Object.entries(fields)) {
        const all = [...form.querySelectorAll('[name="' + name + '"]')];
        const press = all.find(e => e.type === 'submit' && (all.length === 1 || e.value === value));
        if (press) { button = press; continue; }
        const field = all.find(e => e.type !== 'radio') || all.find(e => e.value === value);
        if (!field) throw new Error('no field ' + name);
        if (field.type === 'radio') field.checked = true; else field.value = value;
      }
      setTimeout(() => form.requestSubmit(button), 0);
      """;

  private final UserBrowser browser;
  private final Consumer<UserBrowser> watcher;

  public ChromiumBrowser(UserBrowser browser, Consumer<UserBrowser> watcher) {
    this.browser = browser;
    this.watcher = watcher;
  }

  @Override
  public void open(String url) {
    browser.open(url);
    watcher.accept(browser);
  }

  @Override
  public String url() {
    return browser.url();
  }

  @Override
  public String html() {
    return browser.driver().getPageSource();
  }

  @Override
  public void submit(String form, Map<String, String> fields) {
    WebElement element = browser.driver().findElement(By.cssSelector(form));
    ((JavascriptExecutor) browser.driver()).executeScript(SUBMIT, element, fields);
    new WebDriverWait(browser.driver(), Duration.ofSeconds(20))
        .ignoring(StaleElementReferenceException.class)
        .until(ExpectedConditions.stalenessOf(element));
    new WebDriverWait(browser.driver(), Duration.ofSeconds(20))
        .until(
            d ->
                "complete"
                    .equals(((JavascriptExecutor) d).executeScript("return document.readyState")));
    watcher.accept(browser);
  }

  @Override
  public void close() {
    browser.close();
  }
}
