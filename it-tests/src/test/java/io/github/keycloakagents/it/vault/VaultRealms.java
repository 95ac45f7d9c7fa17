package io.github.keycloakagents.it.vault;

import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Http;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.util.Map;

/**
 * Two realms of one test: agents, and a bank that rotates refresh tokens and detects their reuse.
 */
final class VaultRealms {
  static final String CALLBACK = "http://client.example/callback";

  private final KeycloakServer server;
  private final Admin admin;
  private final String name;

  VaultRealms(KeycloakServer server, String name) {
    this.server = server;
    this.admin = new Admin(server);
    this.name = name;
  }

  VaultRealms create(int accessTokenSeconds) {
    return create(accessTokenSeconds, "IMPORT", Map.of());
  }

  VaultRealms create(int accessTokenSeconds, String syncMode, Map<String, String> idpConfig) {
    admin.createRealm(
        """
        {"realm":"%s","enabled":true,"revokeRefreshToken":true,"refreshTokenMaxReuse":0,"sslRequired":"none",
         "accessTokenLifespan":%d,"eventsEnabled":true,
         "users":[%s,%s,%s],
         "clients":[{"clientId":"broker","secret":"bank-secret","enabled":true,"redirectUris":["*"],
           "directAccessGrantsEnabled":false}]}
        """
            .formatted(bank(), accessTokenSeconds, user("alice"), user("bob"), user("carol")));
    StringBuilder config = new StringBuilder();
    idpConfig.forEach((k, v) -> config.append(",\"%s\":\"%s\"".formatted(k, v)));
    admin.createRealm(
        """
        {"realm":"%1$s","enabled":true,"sslRequired":"none","eventsEnabled":true,
         "users":[%4$s],
         "identityProviders":[{"alias":"bank","providerId":"oidc","enabled":true,"trustEmail":true,
           "config":{"clientId":"broker","clientSecret":"bank-secret","clientAuthMethod":"client_secret_post",
             "authorizationUrl":"%2$s/auth","tokenUrl":"%2$s/token","userInfoUrl":"%2$s/userinfo",
             "jwksUrl":"%2$s/certs","useJwksUrl":"true","validateSignature":"true",
             "issuer":"%3$s","syncMode":"%5$s","defaultScope":"openid profile email"%6$s}}],
         "identityProviderMappers":[{"name":"vault","identityProviderAlias":"bank",
           "identityProviderMapper":"token-vault",
           "config":{"syncMode":"INHERIT","resources":"https://api.bank.example https://other.bank.example"}}],
         "clients":[
           {"clientId":"agent","secret":"agent-secret","enabled":true,"redirectUris":["http://client.example/*"],
            "baseUrl":"http://client.example/home","attributes":{"standard.token.exchange.enabled":"true"}},
           {"clientId":"stranger","secret":"stranger-secret","enabled":true,"redirectUris":["http://client.example/*"]},
           {"clientId":"spa","publicClient":true,"enabled":true,"redirectUris":["http://client.example/*"]}]}
        """
            .formatted(
                name,
                protocol(bank()),
                server.url() + "/realms/" + bank(),
                user("carol"),
                syncMode,
                config));
    clientScope("bank-accounts", "bank", "");
    assign("agent", "bank-accounts");
    assign("spa", "bank-accounts");
    return this;
  }

  void clientScope(String scope, String connection, String ceiling) {
    admin
        .post(
            "/admin/realms/" + name + "/client-scopes",
            """
            {"name":"%s","protocol":"openid-connect","attributes":{"include.in.token.scope":"true"},
             "protocolMappers":[{"name":"vault","protocol":"openid-connect","protocolMapper":"token-vault-access",
               "config":{"connection":"%s","provider.scopes":"%s"}}]}
            """
                .formatted(scope, connection, ceiling))
        .expect(201);
  }

  /** Creates another agent with these further members of the client's JSON, each after a comma. */
  Agent agent(String client, String scope, String more) {
    admin
        .post(
            "/admin/realms/" + name + "/clients",
            """
            {"clientId":"%1$s","secret":"%1$s-secret","enabled":true,"fullScopeAllowed":true,
             "redirectUris":["http://client.example/*"]%2$s}
            """
                .formatted(client, more))
        .expect(201);
    assign(client, scope);
    return new Agent(server, name, client, client + "-secret");
  }

  void assign(String client, String scope) {
    String id = "";
    for (var each : admin.get("/admin/realms/" + name + "/client-scopes").json()) {
      if (each.path("name").asText().equals(scope)) {
        id = each.path("id").asText();
      }
    }
    admin
        .put(
            "/admin/realms/"
                + name
                + "/clients/"
                + admin.clientUuid(name, client)
                + "/optional-client-scopes/"
                + id,
            "")
        .expect(204);
  }

  void remove() {
    for (String realm : new String[] {name, bank()}) {
      if (admin.hasRealm(realm)) {
        admin.deleteRealm(realm);
      }
    }
  }

  Agent agent() {
    return new Agent(server, name, "agent", "agent-secret");
  }

  Agent stranger() {
    return new Agent(server, name, "stranger", "stranger-secret");
  }

  /** Signs in at the bank and comes back with the agent's tokens. */
  Reply signInThroughBank(Agent agent, String user, String scope) {
    return redeem(agent, browse(agent, user, scope));
  }

  /** Signs in at the bank and stops at the agent, or at what Keycloak asks before. */
  Pages browse(Agent agent, String user, String scope) {
    return new Pages(CALLBACK)
        .open(agent.authorizationUrl(CALLBACK, scope, "kc_idp_hint", "bank"))
        .signIn(user, user);
  }

  Reply redeem(Agent agent, Pages pages) {
    if (pages.parameter("code") == null) {
      throw new AssertionError("no code at " + pages.url() + "\n" + pages.page());
    }
    return agent.redeem(pages.parameter("code"), CALLBACK).expect(200);
  }

  Reply bankUserinfo(String token) {
    return Http.get(protocol(bank()) + "/userinfo", "Authorization", "Bearer " + token);
  }

  Admin admin() {
    return admin;
  }

  String name() {
    return name;
  }

  String bank() {
    return name + "-bank";
  }

  KeycloakServer server() {
    return server;
  }

  String protocol(String realm) {
    return server.url() + "/realms/" + realm + "/protocol/openid-connect";
  }

  private static String user(String user) {
    return """
    {"username":"%1$s","enabled":true,"email":"%1$s@example.org","emailVerified":true,
     "firstName":"%1$s","lastName":"Example",
     "credentials":[{"type":"password","value":"%1$s","temporary":false}],
     "clientRoles":{"account":["manage-account","view-profile"]}}\
    """
        .formatted(user);
  }
}
