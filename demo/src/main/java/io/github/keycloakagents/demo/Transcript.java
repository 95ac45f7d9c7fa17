package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Prints the story as the HTTP exchanges that a developer would write, tokens shortened. */
public final class Transcript {
  private static final Pattern JWT =
      Pattern.compile("(eyJ[\\w-]{7})[\\w-]*\\.[\\w-]+\\.[\\w-]*([\\w-]{4})");
  private static final Pattern OPAQUE =
      Pattern.compile("(?<![\\w./:-])([\\w-]{10})(?=[\\w-]*\\d)[\\w.-]{26,}([\\w-]{4})(?![\\w/])");
  private static final Pattern BASIC = Pattern.compile("Basic ([\\w+/]{6})[\\w+/=]*");

  private final PrintStream out;

  /** To a stream. */
  public Transcript(PrintStream out) {
    this.out = out;
  }

  /** A heading. */
  public void title(String text) {
    out.printf("%n━━ %s%n", text);
  }

  /** A sentence. */
  public void say(String text) {
    out.printf("%n   %s%n", shortened(text));
  }

  /** A JSON document with a caption, such as what a token says. */
  public void show(String caption, JsonNode document) {
    say(caption);
    out.println(indented(shortened(Json.pretty(document))));
  }

  /** A request and its answer. */
  public void exchange(Call call, Reply reply) {
    out.printf("%n   %s %s%n", call.method(), call.url());
    call.headers().forEach((name, value) -> out.printf("   %s: %s%n", name, shortened(value)));
    if (!call.body().isEmpty()) {
      out.println();
      out.println(indented(shortened(body(call.body()))));
    }
    out.printf("   → %d%n", reply.status());
    if (!reply.body().isEmpty()) {
      out.println(indented(shortened(body(reply.body()))));
    }
  }

  private static String body(String text) {
    if (Json.is(text)) {
      return Json.pretty(Json.parse(text));
    }
    return URLDecoder.decode(text.replace("&", "\n& "), StandardCharsets.UTF_8);
  }

  private static String indented(String text) {
    return "   " + text.replace("\n", "\n   ");
  }

  static String shortened(String text) {
    String jwts = JWT.matcher(text).replaceAll("$1…$2");
    String opaque = OPAQUE.matcher(jwts).replaceAll("$1…$2");
    return BASIC.matcher(opaque).replaceAll("Basic $1…");
  }
}
