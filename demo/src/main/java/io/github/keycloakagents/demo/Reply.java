package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An HTTP answer.
 *
 * @param call what it answers
 * @param status such as 200
 * @param location the {@code Location} header, or empty
 * @param body as text
 */
public record Reply(Call call, int status, String location, String body) {

  /** The body as JSON. */
  public JsonNode json() {
    return Json.parse(body);
  }

  /** A text member of the JSON body, empty when missing. */
  public String text(String member) {
    return json().path(member).asText();
  }

  /**
   * This answer, when it has the status.
   *
   * @throws Unexpected when it has another one
   */
  public Reply expect(int wanted) {
    if (status != wanted) {
      throw new Unexpected(
          "%s %s answered %d instead of %d: %s"
              .formatted(call.method(), call.url(), status, wanted, body));
    }
    return this;
  }

  /**
   * This answer, when it is an OAuth error of that name.
   *
   * @throws Unexpected when it is not
   */
  public Reply expectError(int wanted, String error) {
    expect(wanted);
    if (!text("error").equals(error)) {
      throw new Unexpected("wanted the error %s: %s".formatted(error, body));
    }
    return this;
  }
}
