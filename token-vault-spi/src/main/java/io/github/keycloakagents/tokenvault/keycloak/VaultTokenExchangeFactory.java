package io.github.keycloakagents.tokenvault.keycloak;

import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;

/**
 * The token exchange provider {@code token-vault}, asked before stock's. It also holds the vault of
 * this server.
 */
public final class VaultTokenExchangeFactory implements TokenExchangeProviderFactory {

  /** The provider id. */
  public static final String ID = "token-vault";

  private static final int BEFORE_STOCK = 100;

  private @Nullable VaultOptions options;
  private @Nullable Vault vault;

  @Override
  public TokenExchangeProvider create(KeycloakSession session) {
    return new VaultTokenExchange(vault());
  }

  Vault vault() {
    Vault running = vault;
    if (running == null) {
      throw new IllegalStateException("The token vault has not started");
    }
    return running;
  }

  @Override
  public void init(Config.Scope config) {
    options = VaultOptions.of(Config.scope("token-exchange", ID), config);
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    VaultOptions configured = options;
    if (configured == null) {
      throw new IllegalStateException("The token vault has no options");
    }
    Vault started = new Vault(factory, configured);
    factory.register(new EndOfLife(started));
    factory.register(new HousekeepingStart(started));
    vault = started;
  }

  @Override
  public void close() {
    if (vault != null) {
      vault.close();
    }
  }

  @Override
  public int order() {
    return BEFORE_STOCK;
  }

  @Override
  public String getId() {
    return ID;
  }
}
