package io.github.keycloakagents.it.server;

/**
 * The port that a test's push service takes. The server must be told it before it starts: options
 * may say {@code {push.port}}.
 */
public final class PushPort {
  public static final int NUMBER = FreePort.next();

  private PushPort() {}

  static String in(String option) {
    return option.replace("{push.port}", Integer.toString(NUMBER));
  }
}
