package io.github.keycloakagents.it.server;

import java.nio.file.Path;

/** The packaged artifacts under test, as the reactor built them. */
public enum Jar {
  TOKEN_VAULT("token-vault-spi"),
  CIBA_PUSH("ciba-push-spi"),
  FINE_GRAINED_SCOPES("fine-grained-scopes-spi"),
  THEME("keycloak-agents-theme");

  private final String artifact;

  Jar(String artifact) {
    this.artifact = artifact;
  }

  public String artifact() {
    return artifact;
  }

  public Path file() {
    return Path.of(System.getProperty("it.providers"), artifact + ".jar");
  }
}
