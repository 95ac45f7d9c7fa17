package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakagents.demo.DemoPushService;
import io.github.keycloakagents.demo.FormBrowser;
import io.github.keycloakagents.demo.Person;
import io.github.keycloakagents.demo.PushSubscription;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;

/**
 * A realm with push approvals, two agents, and the users alice (mail verified) and bob.
 *
 * @param server the node that is spoken to
 * @param name name of the realm
 */
record ApprovalRealm(KeycloakServer server, String name) {
  static final String TRADE =
      "[{\"type\":\"trade\",\"locations\":[\"https://trading.example/mcp\"],\"instrument\":\"ACME\","
          + "\"side\":\"sell\",\"quantity\":100,\"amount\":{\"value\":\"4200.00\",\"currency\":\"USD\"},\"account\":\"DE89370400440532013000\",\"note\":\"The"
          + " limit that you set was reached, so the whole position goes at the market's"
          + " price.\"}]";
  static final String MESSAGE = "Sell 100 ACME for 4,200 USD?";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The realm, with settings of the required action as name, value … */
  static ApprovalRealm create(KeycloakServer server, String name, String... settings) {
    StringBuilder config = new StringBuilder("\"max.per.minute\":\"100\",\"cooldown\":\"0\"");
    for (int i = 0; i < settings.length; i += 2) {
      config.append(",\"%s\":\"%s\"".formatted(settings[i], settings[i + 1]));
    }
    Admin admin = new Admin(server);
    admin.createRealm(REALM.formatted(name, config));
    admin.post("/admin/realms/" + name + "/client-scopes", SCOPE).expect(201);
    ApprovalRealm realm = new ApprovalRealm(server, name);
    realm.addClient(admin, "agent", "\"name\":\"Trading agent\",");
    realm.addClient(admin, "other", "");
    realm.renewUsers();
    return realm;
  }

  private void addClient(Admin admin, String clientId, String more) {
    String realms = "/admin/realms/" + name;
    admin.post(realms + "/clients", CLIENT.formatted(clientId, more, server.url())).expect(201);
    for (JsonNode scope : admin.get(realms + "/client-scopes").json()) {
      if (scope.path("name").asText().equals("trade")) {
        admin
            .put(
                realms
                    + "/clients/"
                    + admin.clientUuid(name, clientId)
                    + "/optional-client-scopes/"
                    + scope.path("id").asText(),
                "{}")
            .expect(204);
      }
    }
  }

  /** Alice and bob as on the first day: what was asked of them goes with them. */
  void renewUsers() {
    Admin admin = new Admin(server);
    for (String username : List.of("alice", "bob")) {
      String users = "/admin/realms/" + name + "/users";
      String id = admin.userId(name, username);
      if (!id.isEmpty()) {
        admin.delete(users + "/" + id).expect(204);
      }
      admin.post(users, USER.formatted(username, username.equals("alice"))).expect(201);
    }
  }

  void delete() {
    new Admin(server).deleteRealm(name);
  }

  Agent agent() {
    return agent("agent");
  }

  Agent agent(String clientId) {
    return new Agent(server, name, clientId, clientId + "-secret");
  }

  Person person(String username) {
    return new Person(username, username, new FormBrowser());
  }

  /** The usual request for alice, with further or other parameters. */
  Reply ask(String clientId, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "scope",
                "openid",
                "login_hint",
                "alice",
                "binding_message",
                MESSAGE,
                "authorization_details",
                TRADE));
    for (int i = 0; i < more.length; i += 2) {
      int known = all.indexOf(more[i]);
      if (known >= 0) {
        all.set(known + 1, more[i + 1]);
      } else {
        all.add(more[i]);
        all.add(more[i + 1]);
      }
    }
    return agent(clientId).ask(all.toArray(String[]::new));
  }

  /** Waits out the polling interval. */
  Reply poll(String authReqId) {
    java.util.concurrent.locks.LockSupport.parkNanos(1_100_000_000L);
    return agent().poll(authReqId);
  }

  PushSubscription enrol(Person person, DemoPushService push) {
    Document page = person.reach(enrolment(), "form#ciba-push-enrol");
    String key = page.expectFirst("form#ciba-push-enrol").attr("data-application-server-key");
    PushSubscription device = PushSubscription.at(push.subscribe(key));
    submit(person, device.endpoint(), device);
    assertTrue(person.browser().url().contains("kc_action_status=success"), person.browser().url());
    byte[] first = push.next(device.endpoint(), PATIENCE).orElseThrow().body();
    assertEquals("test", json(device.decrypt(first)).path("kind").asText());
    return device;
  }

  void submit(Person person, String endpoint, PushSubscription keys) {
    person
        .browser()
        .submit(
            "form#ciba-push-enrol",
            Map.of("endpoint", endpoint, "p256dh", keys.p256dh(), "auth", keys.auth()));
  }

  String enrolment() {
    return agent()
        .authorizationUrl(
            server.url() + "/robots.txt", "openid", "kc_action", "push-approval-device");
  }

  /** The id in the next request that a browser gets. */
  String pushed(PushSubscription device, DemoPushService push) {
    JsonNode message;
    do {
      message = json(device.decrypt(push.next(device.endpoint(), PATIENCE).orElseThrow().body()));
    } while (!message.path("kind").asText().equals("approval"));
    return message.path("id").asText();
  }

  String page(String approval) {
    return pages() + "approve/" + approval;
  }

  String pages() {
    return server.url() + "/realms/" + name + "/ciba-push/";
  }

  /** Opens the page and presses a button; the result that is shown. */
  String decide(Person person, String approval, String decision, String... fields) {
    person.reach(page(approval), "form#ciba-push-decision");
    Map<String, String> all = new java.util.HashMap<>(Map.of("decision", decision));
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    person.browser().submit("form#ciba-push-decision", all);
    return result(person);
  }

  static String result(Person person) {
    return person.page().expectFirst("main").attr("data-result");
  }

  static JsonNode json(String text) {
    try {
      return new com.fasterxml.jackson.databind.ObjectMapper().readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static final String REALM =
      """
      {"realm":"%s","enabled":true,"sslRequired":"none","eventsEnabled":true,
       "internationalizationEnabled":true,"supportedLocales":["en","de","fr","es","ja"],"defaultLocale":"en",
       "attributes":{"cibaBackchannelTokenDeliveryMode":"poll","cibaExpiresIn":"120",
         "cibaInterval":"1","cibaAuthRequestedUserHint":"login_hint"},
       "requiredActions":[{"alias":"push-approval-device","name":"Push approvals",
         "providerId":"push-approval-device","enabled":true,"defaultAction":false,"priority":100,
         "config":{%s}},
         {"alias":"webauthn-register-passwordless","name":"Passkey",
         "providerId":"webauthn-register-passwordless","enabled":true,"priority":110}]}
      """;

  private static final String USER =
      """
      {"username":"%1$s","enabled":true,"email":"%1$s@example.com","emailVerified":%2$s,
       "firstName":"A","lastName":"B","credentials":[{"type":"password","value":"%1$s"}]}
      """;

  private static final String SCOPE =
      """
      {"name":"trade","protocol":"openid-connect",
       "attributes":{"include.in.token.scope":"true","display.on.consent.screen":"true"},
       "protocolMappers":[{"name":"trade","protocol":"openid-connect",
         "protocolMapper":"authorization-details-type",
         "config":{"type":"trade","label":"Securities trade",
           "fields":"instrument side quantity amount:amount account"}},
         {"name":"audience","protocol":"openid-connect","protocolMapper":"oidc-audience-mapper",
         "config":{"included.client.audience":"agent","access.token.claim":"true"}}]}
      """;

  private static final String CLIENT =
      """
      {"clientId":"%1$s",%2$s"enabled":true,"secret":"%1$s-secret","directAccessGrantsEnabled":true,
       "redirectUris":["%3$s/robots.txt"],
       "attributes":{"oidc.ciba.grant.enabled":"true"}}
      """;
}
