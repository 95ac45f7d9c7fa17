package io.github.keycloakagents.it.scopes;

import static io.github.keycloakagents.it.scopes.PermissionsRealm.QUOTES;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.permissions;
import static io.github.keycloakagents.it.scopes.PermissionsRealm.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.it.actors.Admin;
import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.ClientCertificate;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.KeycloakServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A token bound to a key or a certificate stays bound to it, however often it is exchanged. */
@PermissionsKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SenderConstraintIT {
  private static final String SCOPE = "openid trading-permissions";
  private static final String NO_CERTIFICATE =
      "Client certificate missing, or its thumbprint and one in the token did NOT match";
  private static final String NOT_ITS_OWN =
      "Sender-constrained token exchange rejected as the token was not issued for the requesting"
          + " client";

  private Admin admin;

  private PermissionsRealm realm;

  @BeforeAll
  void realm(KeycloakServer server) {
    admin = new Admin(server);
    realm = PermissionsRealm.create(server, "bound");
  }

  @AfterAll
  void remove() {
    realm.delete();
  }

  @Test
  void aSenderConstrainedTokenStaysSo() {
    SenderProof key = new SenderProof();
    Reply first =
        key.token(
            realm,
            "agent",
            "grant_type",
            "password",
            "username",
            "alice",
            "password",
            "alice",
            "scope",
            SCOPE);
    String[] exchange = {
      "grant_type",
      Agent.TOKEN_EXCHANGE,
      "subject_token",
      first.expect(200).accessToken(),
      "subject_token_type",
      Agent.ACCESS_TOKEN,
      "scope",
      SCOPE,
      "resource",
      QUOTES
    };
    Reply second = key.token(realm, "agent", exchange);
    assertEquals(List.of(QUOTES + " quotes read"), permissions(second));
    JsonNode bound = Reply.claims(first.accessToken()).path("cnf").path("jkt");
    assertEquals(false, bound.isMissingNode());
    assertEquals(bound, Reply.claims(second.accessToken()).path("cnf").path("jkt"));
    refused("invalid_request", "DPoP proof is missing", realm.client("agent").token(exchange));
    refused(
        "invalid_request",
        "DPoP confirmation doesn't match DPoP proof",
        new SenderProof().token(realm, "agent", exchange));
    refused("invalid_request", NOT_ITS_OWN, hop("trading-api", first));
  }

  @Test
  void aCertificateBoundTokenStaysSo() {
    bindToCertificates(true);
    String[] mine = new ClientCertificate("chain-mine").headers();
    String[] another = new ClientCertificate("chain-another").headers();
    Agent agent = realm.client("agent").with(mine);
    Reply first =
        agent.token(
            "grant_type", "password", "username", "alice", "password", "alice", "scope", SCOPE);
    JsonNode bound = certificate(first);
    assertEquals(43, bound.asText().length(), "a SHA-256 hash");
    String[] narrower = {"scope", SCOPE, "resource", QUOTES};
    Reply second = agent.exchange(first.accessToken(), narrower);
    assertEquals(List.of(QUOTES + " quotes read"), permissions(second));
    assertEquals(bound, certificate(second));
    assertEquals(bound, certificate(agent.exchange(second.accessToken(), narrower)));

    for (Reply token : List.of(first, second)) {
      String subject = token.accessToken();
      refused("invalid_request", NO_CERTIFICATE, realm.client("agent").exchange(subject, narrower));
      refused(
          "invalid_request",
          NO_CERTIFICATE,
          realm.client("agent").with(another).exchange(subject, narrower));
      refused(
          "invalid_request", NOT_ITS_OWN, realm.client("trading-api").with(mine).exchange(subject));
    }
    String refresh = first.text("refresh_token");
    Reply stolen = realm.client("agent").refresh(refresh).expect(401);
    assertEquals(NO_CERTIFICATE, stolen.text("error_description"));
    assertEquals(bound, certificate(agent.refresh(refresh)));

    bindToCertificates(false);
    assertEquals(bound, certificate(agent.exchange(first.accessToken(), narrower)), "still");
  }

  private void bindToCertificates(boolean isOn) {
    String client = "/admin/realms/bound/clients/" + admin.clientUuid("bound", "agent");
    ObjectNode agent = (ObjectNode) admin.get(client).expect(200).json();
    agent
        .withObject("/attributes")
        .put("tls.client.certificate.bound.access.tokens", String.valueOf(isOn));
    admin.put(client, agent.toString()).expect(204);
  }

  private static JsonNode certificate(Reply reply) {
    return Reply.claims(reply.expect(200).accessToken()).path("cnf").path("x5t#S256");
  }

  private Reply hop(String clientId, Reply earlier) {
    return realm.client(clientId).exchange(earlier.accessToken());
  }
}
