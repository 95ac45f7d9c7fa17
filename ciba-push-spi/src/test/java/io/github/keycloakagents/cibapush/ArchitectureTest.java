package io.github.keycloakagents.cibapush;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.keycloakagents.cibapush");

  private static final DescribedPredicate<JavaClass> PRIVATE_TO_KEYCLOAK =
      DescribedPredicate.describe(
          "private to Keycloak",
          type ->
              type.getSource()
                  .map(source -> source.getUri().toString())
                  .filter(
                      uri ->
                          uri.contains("/keycloak-services-")
                              || uri.contains("/keycloak-server-spi-private-")
                              || uri.contains("/keycloak-model-jpa-"))
                  .isPresent());

  private static final ArchRule ONLY_THE_SEAM_USES_PRIVATE_TYPES =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cibapush.keycloak..")
          .should()
          .dependOnClassesThat(PRIVATE_TO_KEYCLOAK);

  private static final ArchRule NO_CYCLES =
      slices().matching("io.github.keycloakagents.cibapush.(*)..").should().beFreeOfCycles();

  private static final ArchRule NO_MUTABLE_STATIC_STATE =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beFinal();

  @Test
  void onlyTheSeamUsesPrivateTypes() {
    ONLY_THE_SEAM_USES_PRIVATE_TYPES.check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    NO_CYCLES.check(CLASSES);
  }

  @Test
  void staticStateIsFinal() {
    NO_MUTABLE_STATIC_STATE.check(CLASSES);
  }

  @Test
  void servicesFilesAndFactoriesAgree() throws Exception {
    Set<String> listed = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/META-INF/services"))) {
      for (Path file : files.toList()) {
        Class<?> service = Class.forName(file.getFileName().toString());
        for (String line : Files.readAllLines(file)) {
          assertEquals(true, service.isAssignableFrom(Class.forName(line)), line);
          listed.add(line);
        }
      }
    }
    assertEquals(factories(), listed);
  }

  private static Set<String> factories() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> classes = Files.walk(Path.of("target/classes/io"))) {
      classes
          .map(path -> Path.of("target/classes").relativize(path).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
          .filter(ArchitectureTest::isFactory)
          .forEach(found::add);
    }
    return found;
  }

  private static boolean isFactory(String name) {
    try {
      Class<?> type = Class.forName(name, false, ArchitectureTest.class.getClassLoader());
      boolean own = !type.isInterface() && !type.isAnonymousClass();
      return own
          && (ProviderFactory.class.isAssignableFrom(type)
              || Spi.class.isAssignableFrom(type)
              || (Provider.class.isAssignableFrom(type) && name.endsWith("Mapper")));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
