package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.spi.ApprovalTransport;
import java.util.Comparator;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderFactory;

/** All ways to tell a user of a request, in the order of their factories. */
record Transports(KeycloakSession session) {

  List<ApprovalTransport> all() {
    return session
        .getKeycloakSessionFactory()
        .getProviderFactoriesStream(ApprovalTransport.class)
        .map(factory -> (ProviderFactory<?>) factory)
        .sorted(
            Comparator.<ProviderFactory<?>>comparingInt(factory -> -factory.order())
                .thenComparing(ProviderFactory::getId))
        .map(factory -> session.getProvider(ApprovalTransport.class, factory.getId()))
        .toList();
  }

  boolean reach(UserModel user) {
    return all().stream().anyMatch(transport -> transport.reaches(user));
  }
}
