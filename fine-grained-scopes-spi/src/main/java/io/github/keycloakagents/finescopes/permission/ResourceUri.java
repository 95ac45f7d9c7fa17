package io.github.keycloakagents.finescopes.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path, or an absolute URI with one, by which a resource can be asked for instead of by its name.
 * Plain segments only: nothing encoded, empty or dotted, so that a resource server can compare it
 * letter by letter.
 */
public final class ResourceUri {

  private static final int LONGEST = 255;
  private static final int MOST_SEGMENTS = 8;
  private static final Pattern PLAIN =
      Pattern.compile(
          "((?:https?://[a-z0-9.-]{1,200}(?::\\d{1,5})?)?)((?:/[A-Za-z0-9._~!$&'()+,;=:@-]+)+)");

  private final String origin;
  private final String[] segments;

  private ResourceUri(String origin, String[] segments) {
    this.origin = origin;
    this.segments = segments;
  }

  /** Reads an identifier; nothing when it is no such URI. */
  public static Optional<ResourceUri> of(String identifier) {
    Matcher parts = PLAIN.matcher(identifier);
    if (identifier.length() > LONGEST || !parts.matches()) {
      return Optional.empty();
    }
    String[] segments = parts.group(2).substring(1).split("/", -1);
    for (String segment : segments) {
      if (segment.equals(".") || segment.equals("..")) {
        return Optional.empty();
      }
    }
    return segments.length > MOST_SEGMENTS
        ? Optional.empty()
        : Optional.of(new ResourceUri(parts.group(1), segments));
  }

  /**
   * The URIs of resources that it belongs to, the most specific first: itself, then {@code …/*}.
   */
  public List<String> patterns() {
    List<String> patterns = new ArrayList<>();
    for (int length = segments.length; length >= 0; length--) {
      StringBuilder pattern = new StringBuilder(origin);
      for (int i = 0; i < length; i++) {
        pattern.append('/').append(segments[i]);
      }
      patterns.add(length == segments.length ? pattern.toString() : pattern + "/*");
    }
    return patterns;
  }
}
