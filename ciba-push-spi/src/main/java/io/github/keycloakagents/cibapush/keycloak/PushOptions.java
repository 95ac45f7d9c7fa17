package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.push.PushServices;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The server options {@code --spi-ciba-auth-channel--ciba-push--…}.
 *
 * @param services the push services that may be talked to
 * @param timeoutMillis bound on one whole delivery
 * @param threads deliveries at the same time
 */
record PushOptions(PushServices services, int timeoutMillis, int threads) {

  private static final int TIMEOUT = 5000;
  private static final int THREADS = 8;

  static PushOptions of(Config.Scope config) {
    return new PushOptions(
        new PushServices(config.get("allowedPushServices", PushServices.USUAL)),
        config.getInt("httpTimeout", TIMEOUT),
        config.getInt("threads", THREADS));
  }

  static List<ProviderConfigProperty> metadata() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name("allowedPushServices")
        .type(ProviderConfigProperty.STRING_TYPE)
        .helpText(
            "Hosts (or *.domains) of the push services that browsers may be enrolled with,"
                + " separated by spaces; an origin such as http://localhost:8181 is taken as it"
                + " stands, for development")
        .defaultValue(PushServices.USUAL)
        .add()
        .property()
        .name("httpTimeout")
        .type(ProviderConfigProperty.INTEGER_TYPE)
        .helpText("Milliseconds that one delivery to a push service, webhook or client may take")
        .defaultValue(TIMEOUT)
        .add()
        .property()
        .name("threads")
        .type(ProviderConfigProperty.INTEGER_TYPE)
        .helpText("Deliveries at the same time, per node")
        .defaultValue(THREADS)
        .add()
        .build();
  }
}
