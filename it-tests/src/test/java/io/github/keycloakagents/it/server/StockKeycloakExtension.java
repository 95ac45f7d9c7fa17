package io.github.keycloakagents.it.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Starts, shares and stops servers for {@link StockKeycloak}; prints the server log of a failed
 * test.
 */
final class StockKeycloakExtension
    implements BeforeAllCallback, AfterAllCallback, ParameterResolver, TestWatcher {

  private static final Namespace NAMESPACE = Namespace.create(StockKeycloakExtension.class);

  /** Lives in the root store, so that it is closed after the last test class. */
  private static final class Servers implements AutoCloseable {
    private final Map<Setup, Nodes> running = new ConcurrentHashMap<>();

    /** Another setup's server makes room: the test classes come grouped by their setup. */
    Nodes of(Setup setup) {
      if (!running.containsKey(setup)) {
        List.copyOf(running.keySet()).forEach(this::stop);
      }
      return running.computeIfAbsent(setup, Launcher.configured()::launch);
    }

    void stop(Setup setup) {
      Nodes nodes = running.remove(setup);
      if (nodes != null) {
        nodes.close();
      }
    }

    @Override
    public void close() {
      running.values().forEach(Nodes::close);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    nodes(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Setup setup = setup(context);
    if (!setup.owner().isEmpty() || setup.database() != Database.H2 || setup.nodes() > 1) {
      servers(context).stop(setup);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == KeycloakServer.class || type == Nodes.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Nodes nodes = nodes(context);
    return parameter.getParameter().getType() == Nodes.class ? nodes : nodes.first();
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    System.out.println("---- server log of " + context.getDisplayName() + " ----");
    System.out.println(nodes(context).logs());
  }

  private static Nodes nodes(ExtensionContext context) {
    return servers(context).of(setup(context));
  }

  private static Setup setup(ExtensionContext context) {
    return Setup.of(context.getRequiredTestClass()).orElseThrow();
  }

  private static Servers servers(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Servers.class, key -> new Servers(), Servers.class);
  }
}
