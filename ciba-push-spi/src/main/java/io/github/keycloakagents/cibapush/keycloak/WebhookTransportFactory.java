package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.push.PushServices;
import io.github.keycloakagents.cibapush.spi.ApprovalTransport;
import io.github.keycloakagents.cibapush.spi.ApprovalTransportFactory;
import java.net.URI;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** The signed webhook; goes nowhere until the server's operator names the hosts. */
public final class WebhookTransportFactory implements ApprovalTransportFactory {

  static final String ID = "webhook";
  private static final String HOSTS = "allowedHosts";

  private PushServices hosts = new PushServices("");

  @Override
  public ApprovalTransport create(KeycloakSession session) {
    return new WebhookTransport(session, hosts);
  }

  @Override
  public void init(Config.Scope config) {
    hosts = new PushServices(config.get(HOSTS, ""));
  }

  static boolean allows(KeycloakSession session, URI receiver) {
    return session.getKeycloakSessionFactory().getProviderFactory(ApprovalTransport.class, ID)
            instanceof WebhookTransportFactory factory
        && factory.hosts.allow(receiver);
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(HOSTS)
        .type(ProviderConfigProperty.STRING_TYPE)
        .helpText(
            "Hosts (or *.domains) that webhooks of realms may go to, separated by spaces; an"
                + " origin such as http://localhost:8181 is taken as it stands, for development")
        .add()
        .build();
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public int order() {
    return 200;
  }
}
