package io.github.keycloakagents.cibapush.spi;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/**
 * Registers {@link ApprovalTransport}; {@code --spi-approval-transport--<id>--enabled=false} turns
 * one off.
 */
public final class ApprovalTransportSpi implements Spi {

  @Override
  public boolean isInternal() {
    return false;
  }

  @Override
  public String getName() {
    return "approval-transport";
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return ApprovalTransport.class;
  }

  @Override
  @SuppressWarnings("rawtypes") // the signature of Spi
  public Class<? extends ProviderFactory> getProviderFactoryClass() {
    return ApprovalTransportFactory.class;
  }
}
