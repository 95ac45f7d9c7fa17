package io.github.keycloakagents.finescopes;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The seam, cycles, state and services files of this module. */
class ArchitectureTest {

  private static final String ROOT = "io.github.keycloakagents.finescopes";
  private static final Path SERVICES = Path.of("src/main/resources/META-INF/services");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void onlyTheSeamKnowsPrivateKeycloak() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".keycloak..")
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<JavaClass>("are private to Keycloak") {
              @Override
              public boolean test(JavaClass type) {
                return type.getSource()
                    .map(source -> source.getUri().toString())
                    .filter(
                        uri ->
                            uri.contains("/keycloak-services-")
                                || uri.contains("/keycloak-server-spi-private-")
                                || uri.contains("/keycloak-model-jpa-"))
                    .isPresent();
              }
            })
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void noStateIsStatic() {
    fields().that().areStatic().should().haveModifier(JavaModifier.FINAL).check(classes);
  }

  @Test
  void servicesFilesNameEveryFactoryAndNothingElse() throws IOException {
    Set<String> listed = new TreeSet<>();
    try (Stream<Path> files = Files.list(SERVICES)) {
      for (Path file : files.toList()) {
        listed.addAll(Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList());
      }
    }
    Set<String> registrable =
        classes.stream()
            .filter(c -> !c.isInterface() && !c.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(
                c ->
                    List.of("org.keycloak.provider.ProviderFactory", "org.keycloak.provider.Spi")
                        .stream()
                        .anyMatch(c::isAssignableTo))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(registrable, listed);
  }
}
