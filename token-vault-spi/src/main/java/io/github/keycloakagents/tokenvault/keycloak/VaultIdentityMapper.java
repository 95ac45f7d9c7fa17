package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.capture.Arrival;
import io.github.keycloakagents.tokenvault.crypto.UnsealableException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.broker.provider.AbstractIdentityProviderMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The identity-provider mapper <em>Token vault</em>: puts the provider's tokens into the vault and
 * takes them out of everything that Keycloak would keep in clear. It works before anything is
 * written, on every path and in every sync mode.
 */
public final class VaultIdentityMapper extends AbstractIdentityProviderMapper {

  /** The provider id. */
  public static final String ID = "token-vault";

  static final String RESOURCES = "resources";
  static final String REVOCATION_URL = "revocation.url";

  private static final Logger LOG = Logger.getLogger(VaultIdentityMapper.class);

  @Override
  public void preprocessFederatedIdentity(
      KeycloakSession session,
      RealmModel realm,
      IdentityProviderMapperModel mapper,
      BrokeredIdentityContext context) {
    Vault vault = Vault.of(session);
    var provider = new BrokeredProvider(session, context.getIdpConfig(), vault);
    Optional<Arrival> arrival =
        new IncomingTokens(context)
            .take(
                ConnectReturn.asked(context).orElseGet(provider::defaultScopes),
                vault.clock().instant().getEpochSecond());
    if (arrival.isEmpty()) {
      LOG.warnf("Identity provider '%s' handed over no token", context.getIdpConfig().getAlias());
    }
    try {
      new Filing(session, realm, vault).arrived(context, arrival);
    } catch (UnsealableException e) {
      LOG.errorf(
          "Tokens of identity provider '%s' are dropped, the sign-in goes on: %s",
          context.getIdpConfig().getAlias(), e.getMessage());
    }
  }

  @Override
  public boolean supportsSyncMode(IdentityProviderSyncMode mode) {
    return EnumSet.allOf(IdentityProviderSyncMode.class).contains(mode);
  }

  @Override
  public String[] getCompatibleProviders() {
    return new String[] {ANY_PROVIDER};
  }

  @Override
  public String getDisplayCategory() {
    return "Token vault";
  }

  @Override
  public String getDisplayType() {
    return "Token vault";
  }

  @Override
  public String getHelpText() {
    return "Seals the provider's tokens into the token vault, so that agents can exchange for them,"
        + " and keeps them out of Keycloak's sessions and tables";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(RESOURCES)
        .label("Resources")
        .helpText(
            "URIs that may stand for this connection in the 'resource' parameter of an exchange,"
                + " separated by spaces")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .property()
        .name(REVOCATION_URL)
        .label("Revocation URL")
        .helpText(
            "Where the provider revokes tokens (RFC 7009). Empty: as the provider's own metadata"
                + " says")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .build();
  }

  @Override
  public String getId() {
    return ID;
  }
}
