package io.github.keycloakagents.demo;

import java.util.Map;

/** What a person's browser does in the story: it follows redirects and keeps cookies. */
public interface Browser extends AutoCloseable {

  /** Goes to an address and follows redirects. */
  void open(String url);

  /** The address that it ended at. */
  String url();

  /** The page as it stands. */
  String html();

  /**
   * Sends a form of the page, with its own hidden fields.
   *
   * @param form CSS selector
   * @param fields what the person enters, and the name and value of the button pressed
   */
  void submit(String form, Map<String, String> fields);

  @Override
  void close();
}
