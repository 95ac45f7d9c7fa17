package io.github.keycloakagents.it.server;

/** Brings up the server of a setup and returns when it is ready. */
public interface Launcher {
  Nodes launch(Setup setup);

  /**
   * The zip from Maven Central, or the class named by {@code -Dit.launcher} (profile {@code
   * containers}).
   */
  static Launcher configured() {
    String name = System.getProperty("it.launcher", "");
    if (name.isEmpty()) {
      return new ZipLauncher();
    }
    try {
      return Class.forName(name).asSubclass(Launcher.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot use launcher " + name, e);
    }
  }
}
