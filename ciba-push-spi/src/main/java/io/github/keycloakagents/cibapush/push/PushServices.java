package io.github.keycloakagents.cibapush.push;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The push services that this server talks to. An entry is a host ({@code
 * updates.push.services.mozilla.com}), a domain ({@code *.notify.windows.com}), both https on port
 * 443 and never at a private address; or an origin ({@code http://localhost:8181}), taken as it
 * stands: that is for development.
 */
public final class PushServices {

  /** The services of the current browsers. */
  public static final String USUAL =
      "fcm.googleapis.com *.push.services.mozilla.com *.notify.windows.com *.push.apple.com";

  private final List<String> entries;

  /** From entries separated by spaces or commas. */
  public PushServices(String entries) {
    this.entries =
        Arrays.stream(entries.trim().split("[\\s,]+"))
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .toList();
  }

  /** Whether a browser may be enrolled with this endpoint. */
  public boolean allow(URI endpoint) {
    return named(endpoint) || (wellFormed(endpoint) && listed(host(endpoint)));
  }

  /** Whether, now that its name is resolved, a message may be sent there. */
  public boolean allow(URI endpoint, InetAddress[] addresses) {
    return named(endpoint)
        || (allow(endpoint)
            && addresses.length > 0
            && Arrays.stream(addresses).noneMatch(PushServices::isPrivate));
  }

  private boolean named(URI endpoint) {
    return endpoint.getRawUserInfo() == null
        && endpoint.getHost() != null
        && entries.contains(origin(endpoint));
  }

  private boolean listed(String host) {
    return entries.stream()
        .anyMatch(
            entry ->
                entry.startsWith("*.") ? host.endsWith(entry.substring(1)) : entry.equals(host));
  }

  private static boolean wellFormed(URI endpoint) {
    return "https".equalsIgnoreCase(endpoint.getScheme())
        && endpoint.getHost() != null
        && endpoint.getRawUserInfo() == null
        && endpoint.getRawFragment() == null
        && (endpoint.getPort() == -1 || endpoint.getPort() == 443);
  }

  private static String host(URI endpoint) {
    return endpoint.getHost().toLowerCase(Locale.ROOT);
  }

  private static String origin(URI endpoint) {
    String port = endpoint.getPort() == -1 ? "" : ":" + endpoint.getPort();
    return String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT)
        + "://"
        + host(endpoint)
        + port;
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    return (bytes.length == 4 ? isSpecial(bytes) : isSpecial6(bytes))
        || address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress();
  }

  /** RFC 6890: this network, carrier-grade NAT, IETF protocols, benchmarks, reserved. */
  private static boolean isSpecial(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    return first == 0
        || first >= 240
        || (first == 100 && (second & 0xC0) == 64)
        || (first == 192 && second == 0 && bytes[2] == 0)
        || (first == 198 && (second & 0xFE) == 18);
  }

  /** Unique local; and 6to4, Teredo, NAT64 and compatible addresses, which stand for IPv4 ones. */
  private static boolean isSpecial6(byte[] bytes) {
    int first = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    int second = ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
    return (first & 0xFE00) == 0xFC00
        || first == 0x2002
        || (first == 0x2001 && second == 0)
        || (first == 0x64 && second == 0xFF9B)
        || (first == 0 && second == 0);
  }
}
