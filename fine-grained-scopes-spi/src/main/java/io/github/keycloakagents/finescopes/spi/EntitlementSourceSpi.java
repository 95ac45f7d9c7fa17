package io.github.keycloakagents.finescopes.spi;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Registers {@link EntitlementSource}: {@code --spi-entitlement-source--provider=<id>}. */
public final class EntitlementSourceSpi implements Spi {

  @Override
  public boolean isInternal() {
    return false;
  }

  @Override
  public String getName() {
    return "entitlement-source";
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return EntitlementSource.class;
  }

  @Override
  @SuppressWarnings("rawtypes") // the signature of Spi
  public Class<? extends ProviderFactory> getProviderFactoryClass() {
    return EntitlementSourceFactory.class;
  }
}
