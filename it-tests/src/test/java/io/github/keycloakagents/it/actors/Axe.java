package io.github.keycloakagents.it.actors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The accessibility checker axe-core, run in a browser's page. */
public final class Axe {
  private static final String SCRIPT = script();
  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, {resultTypes: ['violations']}).then(
        r => done(r.violations.filter(v => ['serious', 'critical'].includes(v.impact))
            .flatMap(v => v.nodes.map(n => v.impact + ' ' + v.id + ': ' + n.html.slice(0, 200)
                + ' ' + (n.failureSummary || '').slice(0, 300)))),
        e => done([String(e)]));
      """;

  private Axe() {}

  /** What axe finds serious or critical on the page. */
  @SuppressWarnings("unchecked") // the script above answers with a list of strings
  public static List<String> complaints(UserBrowser browser) {
    browser.driver().executeScript(SCRIPT);
    return (List<String>) browser.driver().executeAsyncScript(RUN);
  }

  private static String script() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
