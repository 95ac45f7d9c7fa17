package io.github.keycloakagents.demo;

/**
 * The addresses of a realm.
 *
 * @param issuer such as {@code http://localhost:8080/realms/agents}
 */
public record Realm(String issuer) {

  /** A realm of the server at a base address. */
  public static Realm of(String base, String name) {
    return new Realm(base + "/realms/" + name);
  }

  String authorization() {
    return issuer + "/protocol/openid-connect/auth";
  }

  String token() {
    return issuer + "/protocol/openid-connect/token";
  }

  String backchannel() {
    return issuer + "/protocol/openid-connect/ext/ciba/auth";
  }

  String userinfo() {
    return issuer + "/protocol/openid-connect/userinfo";
  }
}
