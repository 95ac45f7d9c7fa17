package io.github.keycloakagents.tokenvault.keycloak;

import java.util.List;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The client-scope mapper <em>Token vault access</em>: a client with this scope may exchange for
 * tokens of the connection. It adds nothing to tokens.
 */
public final class VaultAccessMapper extends AbstractOIDCProtocolMapper {

  /** The provider id. */
  public static final String ID = "token-vault-access";

  static final String CONNECTION = "connection";
  static final String PROVIDER_SCOPES = "provider.scopes";
  static final String MIN_VALIDITY = "min.validity";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayCategory() {
    return "Token vault";
  }

  @Override
  public String getDisplayType() {
    return "Token vault access";
  }

  @Override
  public String getHelpText() {
    return "Lets clients with this client scope exchange the user's token for a provider's token";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(CONNECTION)
        .label("Connection")
        .helpText("Alias of the identity provider")
        .type(ProviderConfigProperty.STRING_TYPE)
        .required(true)
        .add()
        .property()
        .name(PROVIDER_SCOPES)
        .label("Provider scopes")
        .helpText(
            "The most that a client may have, separated by spaces. Empty: what the user granted")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .property()
        .name(MIN_VALIDITY)
        .label("Minimum validity")
        .helpText("Seconds that a released token must still live")
        .type(ProviderConfigProperty.INTEGER_TYPE)
        .defaultValue("60")
        .add()
        .build();
  }
}
