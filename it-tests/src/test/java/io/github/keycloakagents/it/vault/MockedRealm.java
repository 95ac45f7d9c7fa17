package io.github.keycloakagents.it.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.actors.Reply;
import io.github.keycloakagents.it.server.Nodes;

/** A realm whose users sign in at the mock provider, and whose agent may exchange for it. */
final class MockedRealm {
  private final Nodes nodes;
  private final MockProvider provider;
  private final VaultRealms realms;

  MockedRealm(Nodes nodes, MockProvider provider, String name) {
    this.nodes = nodes;
    this.provider = provider;
    realms = new VaultRealms(nodes.first(), name).create(300);
    provider.register(realms.admin(), name, "IMPORT");
    realms.clientScope("mock", "mock", "");
    realms.assign("agent", "mock");
  }

  /** Signs in at the provider, whose tokens are {@code at-<suffix>} and {@code rt-<suffix>}. */
  String signIn(int node, String user, String suffix, int seconds) {
    provider.account("id-" + user, user);
    provider.signInAnswers(
        okJson(MockProvider.tokens("at-" + suffix, "rt-" + suffix, seconds, "read write")));
    Agent agent = agent(node);
    String url = agent.authorizationUrl(VaultRealms.CALLBACK, "openid mock", "kc_idp_hint", "mock");
    return realms.redeem(agent, new Pages(VaultRealms.CALLBACK).open(url)).accessToken();
  }

  Reply exchange(int node, String subject, String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "requested_issuer";
    all[1] = "mock";
    System.arraycopy(more, 0, all, 2, more.length);
    return agent(node).exchange(subject, all);
  }

  Agent agent(int node) {
    return new Agent(nodes.node(node), realms.name(), "agent", "agent-secret");
  }

  /** The SQL condition on a user's rows. */
  String rowsOf(String user) {
    return "user_id = '" + userId(user) + "'";
  }

  String userId(String user) {
    return realms.admin().userId(realms.name(), user);
  }

  String id() {
    return realms.admin().get("/admin/realms/" + realms.name()).json().path("id").asText();
  }

  VaultRealms realms() {
    return realms;
  }

  String admin(String path) {
    return "/admin/realms/" + realms.name() + path;
  }

  String connections(int node) {
    return nodes.node(node).url() + "/realms/" + realms.name() + "/token-vault/connections";
  }
}
