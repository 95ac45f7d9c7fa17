package io.github.keycloakagents.it.server;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Test classes that share a server run one after the other, so that one server runs at a time. */
public final class GroupedBySetup implements ClassOrderer {

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.comparing(GroupedBySetup::setup)
                .thenComparing(test -> test.getTestClass().getName()));
  }

  private static String setup(ClassDescriptor test) {
    return Setup.of(test.getTestClass()).map(Setup::toString).orElse("");
  }
}
