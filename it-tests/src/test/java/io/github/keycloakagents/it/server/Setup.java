package io.github.keycloakagents.it.server;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What server a test class asks for; equal setups share one server. */
public record Setup(
    Set<Jar> jars,
    List<String> build,
    List<String> options,
    Database database,
    int nodes,
    String owner) {

  /** Of the class or the one around it; empty where neither asks for a server. */
  static Optional<Setup> of(Class<?> test) {
    Class<?> asking = test;
    while (asking.getEnclosingClass() != null && !isAnnotated(asking, StockKeycloak.class)) {
      asking = asking.getEnclosingClass();
    }
    Class<?> owner = asking;
    return findAnnotation(owner, StockKeycloak.class).map(wanted -> of(owner, wanted));
  }

  private static Setup of(Class<?> test, StockKeycloak wanted) {
    Set<Jar> jars = EnumSet.noneOf(Jar.class);
    jars.addAll(Arrays.asList(wanted.jars()));
    return new Setup(
        jars,
        List.of(wanted.build()),
        Arrays.stream(wanted.options()).map(PushPort::in).toList(),
        wanted.database(),
        wanted.nodes(),
        wanted.exclusive() ? test.getName() : "");
  }
}
