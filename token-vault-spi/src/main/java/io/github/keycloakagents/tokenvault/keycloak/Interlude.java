package io.github.keycloakagents.tokenvault.keycloak;

import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.transaction.JtaTransactionManagerLookup;

/**
 * A wait in which a request holds no database transaction, and so no connection: what it has done
 * so far is committed before, and a new transaction, which Keycloak ends as the old one, begins
 * after.
 */
final class Interlude {

  private final @Nullable TransactionManager transactions;

  Interlude(KeycloakSession session) {
    JtaTransactionManagerLookup lookup = session.getProvider(JtaTransactionManagerLookup.class);
    transactions = lookup == null ? null : lookup.getTransactionManager();
  }

  <T> T during(Supplier<T> wait) {
    TransactionManager running = transactions;
    if (running == null || !active(running)) {
      return wait.get();
    }
    try {
      running.commit();
    } catch (Exception e) {
      throw new IllegalStateException("The request's transaction did not commit", e);
    }
    try {
      return wait.get();
    } finally {
      begin(running);
    }
  }

  private static boolean active(TransactionManager transactions) {
    try {
      return transactions.getStatus() == Status.STATUS_ACTIVE;
    } catch (SystemException e) {
      return false;
    }
  }

  private static void begin(TransactionManager transactions) {
    try {
      transactions.begin();
    } catch (Exception e) {
      throw new IllegalStateException("The request's transaction did not go on", e);
    }
  }
}
