package io.github.keycloakagents.it.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Reply;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A realm's keys under Realm settings, Keys, as an admin handles them. */
record SealingKeys(Admin admin, String realm) {

  static String fresh() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }

  Reply add(String name, int priority, String external) {
    String id = admin.get("/admin/realms/" + realm).json().path("id").asText();
    return admin.post(
        "/admin/realms/" + realm + "/components",
        """
        {"name":"%s","parentId":"%s","providerId":"token-vault-key","providerType":"org.keycloak.keys.KeyProvider",
         "config":{"priority":["%d"],"external":["%s"]}}
        """
            .formatted(name, id, priority, external));
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    components().forEach(each -> names.add(each.path("name").asText()));
    return names;
  }

  void remove(String name) {
    for (JsonNode each : components()) {
      if (each.path("name").asText().equals(name)) {
        admin
            .delete("/admin/realms/" + realm + "/components/" + each.path("id").asText())
            .expect(204);
      }
    }
  }

  JsonNode status() {
    return admin.get("/admin/realms/" + realm + "/token-vault/status").expect(200).json();
  }

  private List<JsonNode> components() {
    List<JsonNode> keys = new ArrayList<>();
    admin
        .get("/admin/realms/" + realm + "/components?type=org.keycloak.keys.KeyProvider")
        .json()
        .forEach(
            each -> {
              if (each.path("providerId").asText().equals("token-vault-key")) {
                keys.add(each);
              }
            });
    return keys;
  }
}
