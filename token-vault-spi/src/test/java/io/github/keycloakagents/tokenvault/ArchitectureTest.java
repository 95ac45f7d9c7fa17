package io.github.keycloakagents.tokenvault;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.provider.ProviderFactory;

class ArchitectureTest {
  private static final String ROOT = "io.github.keycloakagents.tokenvault";
  private static final Path SERVICES = Path.of("src/main/resources/META-INF/services");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);
  private static final List<String> PRIVATE =
      List.of("keycloak-services-", "keycloak-server-spi-private-", "keycloak-model-jpa-");

  @Test
  void onlyTheSeamKnowsPrivateKeycloakTypes() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".keycloak")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe("are Keycloak-private", ArchitectureTest::isPrivate))
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingMutableIsStatic() {
    noFields()
        .that()
        .areStatic()
        .and()
        .areNotFinal()
        .should()
        .beDeclaredInClassesThat()
        .resideInAPackage(ROOT + "..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void everyFactoryIsAServiceAndEveryServiceIsThere() throws IOException {
    Set<String> listed = new TreeSet<>();
    try (Stream<Path> files = Files.list(SERVICES)) {
      for (Path file : files.toList()) {
        listed.addAll(Files.readAllLines(file));
      }
    }
    Set<String> factories =
        CLASSES.stream()
            .filter(c -> c.isAssignableTo(ProviderFactory.class))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(factories, listed);
  }

  private static boolean isPrivate(JavaClass type) {
    if (!type.getName().startsWith("org.keycloak.")) {
      return false;
    }
    URL source = type.reflect().getProtectionDomain().getCodeSource().getLocation();
    assertTrue(source.getPath().contains("keycloak-"), source.toString());
    return PRIVATE.stream().anyMatch(jar -> source.getPath().contains(jar));
  }
}
