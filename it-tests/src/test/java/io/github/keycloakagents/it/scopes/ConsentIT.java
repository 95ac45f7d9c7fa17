package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.ACCOUNT;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.TRADING;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.entry;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.actors.UserBrowser;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The user reads the permissions in words, unticks one, is not asked twice, and takes it back. */
@StockKeycloak(jars = Jar.FINE_GRAINED_SCOPES)
class ConsentIT {
  private static final String DETAILS = "[" + entry(TRADING, ACCOUNT, "read", "trade") + "]";
  private static final String BOX = "input[name=permission]";

  @Test
  void onlyWhatStaysTickedIsGranted(KeycloakServer server) {
    PermissionsRealm realm = PermissionsRealm.create(server, "consent", ConsentIT::withAccount);
    Agent agent = realm.client("consenting");
    try (UserBrowser browser = new UserBrowser()) {
      open(browser, agent, realm).signIn("alice", "alice").await("#permissions-allow");
      assertTrue(browser.text().contains("Trading assistant"), browser.text());
      assertTrue(browser.text().contains("Buy and sell: Alice's trading account"), browser.text());
      browser.screenshot("permissions-consent");
      browser.click("#permission-1").click("#permissions-allow");
      assertEquals(List.of(TRADING + " " + ACCOUNT + " read"), redeem(browser, agent, realm));

      open(browser, agent, realm).await("#permissions-allow");
      browser.click("#permissions-deny").awaitUrl(realm.redirect());
      assertEquals("access_denied", browser.parameter("error"));

      open(browser, agent, realm).click("#permissions-allow");
      assertEquals(List.of(TRADING + " " + ACCOUNT + " read trade"), redeem(browser, agent, realm));
      open(browser, agent, realm);
      assertEquals(List.of(TRADING + " " + ACCOUNT + " read trade"), redeem(browser, agent, realm));

      Reply applications = account(realm, alice(realm), Http::get, "");
      assertTrue(applications.body().contains("\"clientId\":\"consenting\""), applications.body());
      account(realm, alice(realm), Http::delete, "/consenting/consent").expect(204);
      open(browser, agent, realm);
      assertTrue(browser.sees(BOX), "asked again after the consent was revoked");
    } finally {
      realm.delete();
    }
  }

  private static UserBrowser open(UserBrowser browser, Agent agent, PermissionsRealm realm) {
    return browser.open(
        agent.authorizationUrl(realm.redirect(), "openid", "authorization_details", DETAILS));
  }

  private static List<String> redeem(UserBrowser browser, Agent agent, PermissionsRealm realm) {
    browser.awaitUrl(realm.redirect());
    Reply reply = agent.redeem(browser.parameter("code"), realm.redirect());
    return permissions(reply);
  }

  /** A token with which alice's account console would come. */
  private static String alice(PermissionsRealm realm) {
    Admin admin = new Admin(realm.server());
    String clients = "/admin/realms/" + realm.name() + "/clients/";
    String account = admin.clientUuid(realm.name(), "account");
    String role = admin.get(clients + account + "/roles/manage-account").expect(200).body();
    admin
        .post(
            "/admin/realms/"
                + realm.name()
                + "/users/"
                + admin.userId(realm.name(), "alice")
                + "/role-mappings/clients/"
                + account,
            "[" + role + "]")
        .expect(204);
    return realm.signIn("stranger", "alice", "scope", "openid").expect(200).accessToken();
  }

  /** What the account console calls when <em>Applications</em> is open. */
  private static Reply account(
      PermissionsRealm realm, String token, BiFunction<String, String[], Reply> call, String path) {
    return call.apply(
        realm.server().url() + "/realms/" + realm.name() + "/account/applications" + path,
        new String[] {"Authorization", "Bearer " + token, "Accept", "application/json"});
  }

  /** The client {@code stranger} stands for the account console. */
  private static ObjectNode withAccount(ObjectNode realm) {
    for (JsonNode client : realm.path("clients")) {
      if (client.path("clientId").asText().equals("stranger")) {
        ArrayNode mappers = ((ObjectNode) client).putArray("protocolMappers");
        mapper(mappers, "oidc-audience-mapper")
            .put("included.client.audience", "account")
            .put("access.token.claim", "true");
        mapper(mappers, "oidc-usermodel-client-role-mapper")
            .put("claim.name", "resource_access.${client_id}.roles")
            .put("jsonType.label", "String")
            .put("multivalued", "true")
            .put("access.token.claim", "true");
      }
    }
    return realm;
  }

  private static ObjectNode mapper(ArrayNode mappers, String type) {
    ObjectNode mapper = mappers.addObject();
    mapper.put("name", type).put("protocol", "openid-connect").put("protocolMapper", type);
    return mapper.putObject("config");
  }
}
