package io.github.keycloakagents.it.actors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person at a real headless Chromium the size of a phone. */
public final class UserBrowser implements AutoCloseable {
  private static final String MISSING =
      "The browser tests need Chromium and its driver: install the packages chromium and"
          + " chromium-driver.";

  private final ChromeDriver driver;

  public UserBrowser(String... arguments) {
    Path chromium =
        first(
            "CHROMIUM", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    Path chromedriver =
        first("CHROMEDRIVER", "/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
    ChromeOptions options = new ChromeOptions().setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--window-size=390,844");
    options.addArguments(arguments);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.toFile()).build(),
            options);
    driver.manage().window().setSize(new Dimension(390, 844));
    driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30));
  }

  private static Path first(String variable, String... candidates) {
    String chosen = System.getenv(variable);
    for (String candidate : chosen == null ? List.of(candidates) : List.of(chosen)) {
      if (Files.isExecutable(Path.of(candidate))) {
        return Path.of(candidate);
      }
    }
    throw new IllegalStateException(MISSING);
  }

  public ChromeDriver driver() {
    return driver;
  }

  public UserBrowser open(String url) {
    driver.get(url);
    return this;
  }

  public String url() {
    return driver.getCurrentUrl();
  }

  public String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  public boolean sees(String css) {
    return !driver.findElements(By.cssSelector(css)).isEmpty();
  }

  public WebElement await(String css) {
    return waiting().until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)));
  }

  public UserBrowser click(String css) {
    await(css).click();
    return this;
  }

  public UserBrowser type(String css, String text) {
    WebElement field = await(css);
    field.clear();
    field.sendKeys(text);
    return this;
  }

  /** Fills Keycloak's login form, in whatever realm the page is. */
  public UserBrowser signIn(String username, String password) {
    type("#username", username);
    if (!sees("#password")) {
      click("#kc-login");
    }
    type("#password", password);
    return click("#kc-login");
  }

  /** Waits until the address starts so and returns it whole. */
  public String awaitUrl(String prefix) {
    waiting().until(d -> d.getCurrentUrl().startsWith(prefix));
    return driver.getCurrentUrl();
  }

  /** A query parameter of the present address, or null. */
  public String parameter(String name) {
    String query = java.net.URI.create(driver.getCurrentUrl()).getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return java.net.URLDecoder.decode(
            pair.substring(name.length() + 1), java.nio.charset.StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  /** A picture of the page under {@code target/it/screenshots}. */
  public Path screenshot(String name) {
    Path file = Path.of(System.getProperty("it.work", "target/it"), "screenshots", name + ".png");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WebDriverWait waiting() {
    return new WebDriverWait(driver, Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
