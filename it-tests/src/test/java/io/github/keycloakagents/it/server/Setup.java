package io.github.keycloakagents.it.server;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What server a test class asks for; equal setups share one server. */
public record Setup(
    Set<Jar> jars,
    List<String> build,
    List<String> options,
    Database database,
    int nodes,
    String owner) {

  static Setup of(Class<?> test, StockKeycloak wanted) {
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
