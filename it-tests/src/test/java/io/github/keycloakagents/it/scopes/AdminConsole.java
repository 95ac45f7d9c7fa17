package io.github.keycloakagents.it.scopes;

import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Keycloak's admin console in a real Chromium: what is clicked is named as the screen names it. */
final class AdminConsole implements AutoCloseable {
  private final UserBrowser browser = new UserBrowser();

  AdminConsole(KeycloakServer server, String realm) {
    browser.driver().manage().window().setSize(new Dimension(1280, 1400));
    browser.open(server.url() + "/admin/master/console/#/" + realm + "/clients");
    browser.signIn(KeycloakServer.ADMIN, KeycloakServer.ADMIN_PASSWORD);
  }

  /** A place in the menu at the left. */
  AdminConsole menu(String name) {
    return press(By.xpath("//nav//a[normalize-space()='" + name + "']"));
  }

  /** A tab; some names stand twice, so it may be named by its test id. */
  AdminConsole tab(String name) {
    return press(
        By.xpath(
            "//*[@role='tab'][normalize-space()='%1$s' or @data-testid='%1$s']".formatted(name)));
  }

  /** Something that looks like a button; some are links. */
  AdminConsole button(String name) {
    return press(
        By.xpath("//main//*[self::button or self::a][normalize-space()='%s']".formatted(name)));
  }

  AdminConsole link(String name) {
    return press(By.xpath("//a[normalize-space()='" + name + "']"));
  }

  AdminConsole type(String id, String text) {
    browser.type("[id='" + id + "']", text);
    return this;
  }

  /** Switches something on that is off. */
  AdminConsole check(String css) {
    waiting().until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(css)));
    script("arguments[0].checked || arguments[0].click()", css);
    return this;
  }

  /** Takes an entry of a list that opens. */
  AdminConsole choose(String list, String entry) {
    By toggle = By.cssSelector(list + " .pf-v5-c-menu-toggle__button");
    press(toggle);
    press(By.xpath("//*[@role='option'][normalize-space()='" + entry + "']"));
    waiting().until(driver -> holds(list, entry));
    if (browser.sees("[role=option]")) {
      press(toggle);
    }
    return this;
  }

  private boolean holds(String list, String entry) {
    WebElement chosen = browser.driver().findElement(By.cssSelector(list));
    return chosen.getText().contains(entry)
        || chosen.findElements(By.tagName("input")).stream()
            .anyMatch(field -> entry.equals(field.getDomProperty("value")));
  }

  /** Saves a form and waits for the console to say what came of it. */
  String save() {
    press(By.cssSelector("[data-testid=save]"));
    return said();
  }

  /** What the console says about the last step. */
  String said() {
    String said = browser.await(".pf-v5-c-alert").getText();
    press(By.cssSelector(".pf-v5-c-alert__action button"));
    return said;
  }

  /** The first of these that can be seen; a tab that is not open keeps its own. */
  AdminConsole press(By what) {
    waiting()
        .withMessage(() -> what + " in " + browser.text())
        .ignoring(StaleElementReferenceException.class, ElementClickInterceptedException.class)
        .until(
            driver -> {
              for (WebElement found : driver.findElements(what)) {
                if (found.isDisplayed() && found.isEnabled()) {
                  found.click();
                  return true;
                }
              }
              return false;
            });
    return this;
  }

  AdminConsole look(String name) {
    browser.screenshot(name);
    return this;
  }

  private void script(String script, String css) {
    ((JavascriptExecutor) browser.driver())
        .executeScript(script, browser.driver().findElement(By.cssSelector(css)));
  }

  private WebDriverWait waiting() {
    return new WebDriverWait(browser.driver(), Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    browser.close();
  }
}
