package io.github.keycloakagents.demo;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser's cookies (RFC 6265), for hosts that all are localhost. */
final class Cookies {

  private record Key(String host, String path, String name) {}

  private final Map<Key, String> kept = new LinkedHashMap<>();

  /** Keeps what an answer sets. */
  void take(URI from, List<String> setCookies) {
    for (String header : setCookies) {
      String[] parts = header.split(";", -1);
      String[] pair = parts[0].split("=", 2);
      String path = "/";
      boolean gone = false;
      for (String part : parts) {
        String attribute = part.trim();
        String lower = attribute.toLowerCase(Locale.ROOT);
        if (lower.startsWith("path=")) {
          path = attribute.substring(5);
        }
        gone |= lower.equals("max-age=0");
      }
      Key key = new Key(from.getHost(), path, pair[0].trim());
      if (gone) {
        kept.remove(key);
      } else {
        kept.put(key, pair.length == 1 ? "" : pair[1]);
      }
    }
  }

  /** The Cookie header for a request, empty for none. */
  String header(URI to) {
    String path = to.getPath().isEmpty() ? "/" : to.getPath();
    return kept.entrySet().stream()
        .filter(cookie -> cookie.getKey().host().equals(to.getHost()))
        .filter(cookie -> covers(cookie.getKey().path(), path))
        .map(cookie -> cookie.getKey().name() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private static boolean covers(String cookiePath, String path) {
    return path.equals(cookiePath)
        || path.startsWith(cookiePath.endsWith("/") ? cookiePath : cookiePath + "/");
  }
}
