package io.github.keycloakagents.it.actors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server's administrator, over Keycloak's admin REST API. */
public final class Admin {
  private static final String[] NONE = {};

  /** Elliptic keys are made in no time, the RSA keys of a new realm take seconds. */
  private static final String QUICK_KEYS =
      """
      {"defaultSignatureAlgorithm":"ES256","components":{"org.keycloak.keys.KeyProvider":[
        {"name":"ecdsa-generated","providerId":"ecdsa-generated",
         "config":{"priority":["100"],"ecdsaEllipticCurveKey":["P-256"]}},
        {"name":"hmac-generated","providerId":"hmac-generated",
         "config":{"priority":["100"],"algorithm":["HS512"]}},
        {"name":"aes-generated","providerId":"aes-generated","config":{"priority":["100"]}}]},
      """;

  private final KeycloakServer server;

  public Admin(KeycloakServer server) {
    this.server = server;
  }

  /**
   * The demo's realm files, with the server's own address in place of {@code
   * http://localhost:8080}.
   */
  public void importDemoRealms() {
    importRealm(Path.of(System.getProperty("it.realms"), "bank-realm.json"));
    importRealm(Path.of(System.getProperty("it.realms"), "agents-realm.json"));
  }

  public void importRealm(Path file) {
    try {
      createStockRealm(Files.readString(file).replace("http://localhost:8080", server.url()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates a realm with the keys that Keycloak gives to a new one. */
  public void createStockRealm(String json) {
    post("/admin/realms", json).expect(201);
  }

  /** Creates a realm, with keys that are quick to make unless {@code json} has its own. */
  public void createRealm(String json) {
    boolean own = json.contains("\"components\"") || json.contains("defaultSignatureAlgorithm");
    createStockRealm(own ? json : QUICK_KEYS + json.strip().substring(1));
  }

  public void deleteRealm(String realm) {
    delete("/admin/realms/" + realm).expect(204);
  }

  public boolean hasRealm(String realm) {
    return get("/admin/realms/" + realm).status() == 200;
  }

  /** The internal id of a user. */
  public String userId(String realm, String username) {
    return get("/admin/realms/" + realm + "/users?exact=true&username=" + username)
        .json()
        .path(0)
        .path("id")
        .asText();
  }

  /** The internal id of a client. */
  public String clientUuid(String realm, String clientId) {
    return get("/admin/realms/" + realm + "/clients?clientId=" + clientId)
        .json()
        .path(0)
        .path("id")
        .asText();
  }

  public JsonNode serverInfo() {
    return get("/admin/serverinfo").expect(200).json();
  }

  public Reply get(String path) {
    return Http.get(server.url() + path, bearer());
  }

  public Reply post(String path, String json) {
    return Http.json("POST", server.url() + path, json, bearer());
  }

  public Reply put(String path, String json) {
    return Http.json("PUT", server.url() + path, json, bearer());
  }

  public Reply delete(String path) {
    return Http.delete(server.url() + path, bearer());
  }

  public Reply delete(String path, String json) {
    return Http.json("DELETE", server.url() + path, json, bearer());
  }

  /** The header that authenticates the administrator. */
  public String[] bearer() {
    String token =
        Http.form(
                server.url() + "/realms/master/protocol/openid-connect/token",
                NONE,
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                KeycloakServer.ADMIN,
                "password",
                KeycloakServer.ADMIN_PASSWORD)
            .expect(200)
            .accessToken();
    return new String[] {"Authorization", "Bearer " + token};
  }
}
