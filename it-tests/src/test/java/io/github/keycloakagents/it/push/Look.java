package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.keycloakagents.it.actors.Axe;
import io.github.keycloakagents.it.actors.UserBrowser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;

/**
 * A phone with a setting for light or dark and a language, whose pages are looked at.
 *
 * @param name of the pictures, under {@code target/it/screenshots}
 */
record Look(UserBrowser browser, String name, List<String> complaints) implements AutoCloseable {

  static Look of(String name, String scheme, String language) {
    UserBrowser browser = new UserBrowser();
    browser
        .driver()
        .addVirtualAuthenticator(
            new VirtualAuthenticatorOptions()
                .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                .setHasUserVerification(true)
                .setIsUserVerified(true));
    cdp(browser, "Network.enable", Map.of());
    cdp(
        browser,
        "Network.setExtraHTTPHeaders",
        Map.of("headers", Map.of("Accept-Language", language)));
    cdp(
        browser,
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    cdp(
        browser,
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
    return new Look(browser, name, new ArrayList<>());
  }

  /** Takes the picture of the page, and notes what is wrong with it. */
  Look at(String page, String awaited) {
    browser.await(awaited);
    picture(page);
    note(page, Axe.complaints(browser));
    note(
        page,
        browser.driver().manage().logs().get("browser").getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(entry -> entry.getMessage())
            .toList());
    Object wide =
        browser
            .driver()
            .executeScript(
                "return document.documentElement.scrollWidth"
                    + " - document.documentElement.clientWidth");
    if (!Long.valueOf(0).equals(wide)) {
      note(page, List.of("is wider than the phone by " + wide));
    }
    return this;
  }

  /** What the browser complained of on a page that is not looked at. */
  void forget() {
    browser.driver().manage().logs().get("browser");
  }

  /** Fails if anything was wrong on any page. */
  void isFine() {
    assertEquals("", String.join("\n", complaints));
  }

  private void note(String page, List<String> found) {
    found.forEach(complaint -> complaints.add(name + " " + page + ": " + complaint));
  }

  private void picture(String page) {
    Object data =
        browser
            .driver()
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    Path file =
        Path.of(System.getProperty("it.work"), "screenshots", "look", name + "-" + page + ".png");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void cdp(UserBrowser browser, String command, Map<String, Object> parameters) {
    browser.driver().executeCdpCommand(command, parameters);
  }

  @Override
  public void close() {
    browser.close();
  }
}
