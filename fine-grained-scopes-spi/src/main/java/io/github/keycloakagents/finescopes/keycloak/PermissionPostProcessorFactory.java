package io.github.keycloakagents.finescopes.keycloak;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** Writes {@code authorization_details}, {@code aud} and {@code act} for every grant. */
public final class PermissionPostProcessorFactory implements TokenPostProcessorFactory {

  static final String ID = "fine-grained-scopes";
  private static final String MAX_SIZE = "max-claim-size";
  private static final int DEFAULT_MAX_SIZE = 4096;

  private int maxSize = DEFAULT_MAX_SIZE;

  @Override
  public void init(Config.Scope config) {
    maxSize = config.getInt(MAX_SIZE, DEFAULT_MAX_SIZE);
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(MAX_SIZE)
        .type("int")
        .helpText(
            "Characters of authorization_details that an access token carries at most; more is"
                + " left to introspection.")
        .defaultValue(DEFAULT_MAX_SIZE)
        .add()
        .build();
  }

  @Override
  public TokenPostProcessor create(KeycloakSession session) {
    return new PermissionPostProcessor(session, maxSize);
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public int order() {
    return 50;
  }
}
