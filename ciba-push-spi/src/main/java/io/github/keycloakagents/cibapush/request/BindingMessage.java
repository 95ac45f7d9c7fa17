package io.github.keycloakagents.cibapush.request;

/**
 * The sentence an agent puts to the user (CIBA Core 7.1, {@code binding_message}): 1 to 140
 * characters of any script, without control, bidi-override or zero-width ones.
 *
 * @param text as sent
 */
public record BindingMessage(String text) {

  private static final int MAX_CHARACTERS = 140;

  /**
   * Reads the parameter.
   *
   * @throws RequestRefused {@code invalid_binding_message}
   */
  public static BindingMessage parse(String value) {
    if (value.isBlank()) {
      throw RequestRefused.bindingMessage("binding_message is blank");
    }
    if (value.codePointCount(0, value.length()) > MAX_CHARACTERS) {
      throw RequestRefused.bindingMessage("binding_message is longer than 140 characters");
    }
    if (!PlainText.readable(value)) {
      throw RequestRefused.bindingMessage(
          "binding_message may hold letters, digits, spaces and punctuation, "
              + "no control, bidi or zero-width characters");
    }
    return new BindingMessage(value);
  }
}
