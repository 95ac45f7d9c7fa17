package io.github.keycloakagents.finescopes.permission;

import org.jspecify.annotations.Nullable;

/** Which resources of a resource server are meant. */
public sealed interface ResourcePattern {

  /**
   * Whether a resource is meant.
   *
   * @param name name of the resource
   * @param type its type, if it has one
   */
  boolean matches(String name, @Nullable String type);

  /** The resource of exactly this name; a {@code *} in it is just a character. */
  record Named(String name) implements ResourcePattern {
    @Override
    public boolean matches(String other, @Nullable String type) {
      return name.equals(other);
    }
  }

  /** Every resource of exactly this type. */
  record OfType(String type) implements ResourcePattern {
    @Override
    public boolean matches(String name, @Nullable String other) {
      return type.equals(other);
    }
  }

  /** Resources by name, where each {@code *} stands for any characters, none included. */
  record Glob(String pattern) implements ResourcePattern {
    @Override
    public boolean matches(String name, @Nullable String type) {
      int p = 0;
      int n = 0;
      int star = -1;
      int mark = 0;
      while (n < name.length()) {
        if (p < pattern.length() && pattern.charAt(p) == '*') {
          star = p++;
          mark = n;
        } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
          p++;
          n++;
        } else if (star >= 0) {
          p = star + 1;
          n = ++mark;
        } else {
          return false;
        }
      }
      while (p < pattern.length() && pattern.charAt(p) == '*') {
        p++;
      }
      return p == pattern.length();
    }
  }

  /**
   * Reads what an admin wrote: {@code type:<resource type>}, a name, or a name with {@code *}.
   *
   * @param text the option's value
   */
  static ResourcePattern of(String text) {
    if (text.startsWith("type:")) {
      return new OfType(text.substring("type:".length()));
    }
    return text.contains("*") ? new Glob(text) : new Named(text);
  }

  /** Every resource of the server. */
  static ResourcePattern any() {
    return new Glob("*");
  }
}
