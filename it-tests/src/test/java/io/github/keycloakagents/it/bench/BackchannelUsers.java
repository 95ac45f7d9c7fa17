package io.github.keycloakagents.it.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.server.KeycloakServer;

/**
 * A realm with one agent and many users, each with an enrolled browser where push approvals are on.
 *
 * @param server the server
 * @param name of the realm
 * @param count of the users {@code u0}, {@code u1} …
 */
record BackchannelUsers(KeycloakServer server, String name, int count) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 500;

  /** Creates the realm and its users. */
  BackchannelUsers create(boolean push, String pushService) {
    Admin admin = new Admin(server);
    admin.createStockRealm(REALM.formatted(name, push, server.url()));
    String key = push ? vapidKey(admin) : "";
    PushSubscription keys = PushSubscription.at(pushService);
    for (int from = 0; from < count; from += BATCH) {
      ObjectNode batch = JSON.createObjectNode().put("ifResourceExists", "FAIL");
      ArrayNode users = batch.putArray("users");
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        ObjectNode user = users.addObject().put("username", "u" + i).put("enabled", true);
        user.put("email", "u" + i + "@example.com").put("emailVerified", true);
        user.put("firstName", "U").put("lastName", "U");
        ArrayNode credentials = user.putArray("credentials");
        if (push) {
          browser(credentials.addObject(), keys, pushService + "/push/" + i, key);
        }
        if (i == 0) {
          credentials.addObject().put("type", "password").put("value", "u0");
        }
      }
      admin.post("/admin/realms/" + name + "/partialImport", batch.toString()).expect(200);
    }
    return this;
  }

  private static void browser(
      ObjectNode credential, PushSubscription keys, String endpoint, String serverKey) {
    credential.put("type", "push-approval-device").put("userLabel", "Browser");
    credential.put(
        "secretData",
        JSON.createObjectNode()
            .put("endpoint", endpoint)
            .put("p256dh", keys.p256dh())
            .put("auth", keys.auth())
            .toString());
    credential.put(
        "credentialData", JSON.createObjectNode().put("serverKey", serverKey).toString());
  }

  /** The realm's key, made here as the first enrolment would. */
  private String vapidKey(Admin admin) {
    String realm = admin.get("/admin/realms/" + name).json().path("id").asText();
    admin
        .post(
            "/admin/realms/" + name + "/components",
            ("{\"name\":\"ciba-push-vapid\",\"providerId\":\"ciba-push-vapid\","
                    + "\"providerType\":\"org.keycloak.keys.KeyProvider\",\"parentId\":\"%s\"}")
                .formatted(realm))
        .expect(201);
    return admin
        .get("/admin/realms/" + name + "/components?type=org.keycloak.keys.KeyProvider")
        .json()
        .findParents("providerId")
        .stream()
        .filter(component -> component.path("providerId").asText().equals("ciba-push-vapid"))
        .findFirst()
        .orElseThrow()
        .at("/config/publicKey/0")
        .asText();
  }

  private static final String REALM =
      """
      {"realm":"%1$s","enabled":true,"sslRequired":"none",
       "attributes":{"cibaBackchannelTokenDeliveryMode":"poll","cibaExpiresIn":"600",
         "cibaInterval":"1","cibaAuthRequestedUserHint":"login_hint"},
       "requiredActions":[{"alias":"push-approval-device","name":"Push approvals",
         "providerId":"push-approval-device","enabled":%2$s,"defaultAction":false,"priority":100,
         "config":{"max.pending":"100","max.pending.per.agent":"100","max.per.minute":"1000",
           "max.age":"86400","max.expiry":"3600"}}],
       "clients":[{"clientId":"agent","enabled":true,"secret":"agent-secret",
         "redirectUris":["%3$s/robots.txt"],"attributes":{"oidc.ciba.grant.enabled":"true"}}]}
      """;
}
