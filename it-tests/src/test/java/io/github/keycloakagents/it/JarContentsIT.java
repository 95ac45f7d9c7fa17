package io.github.keycloakagents.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.server.Jar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Keycloak loads all of {@code providers/} with one flat class loader: what may and may not be in a
 * jar.
 */
class JarContentsIT {
  private static final Map<Jar, String> PACKAGES =
      Map.of(
          Jar.TOKEN_VAULT, "io/github/keycloakagents/tokenvault/",
          Jar.CIBA_PUSH, "io/github/keycloakagents/cibapush/",
          Jar.FINE_GRAINED_SCOPES, "io/github/keycloakagents/finescopes/");

  @ParameterizedTest
  @EnumSource(names = "THEME", mode = EnumSource.Mode.EXCLUDE)
  void holdsOnlyItsOwnClasses(Jar jar) throws IOException {
    List<String> foreign =
        entries(jar).stream()
            .filter(name -> name.endsWith(".class"))
            .filter(name -> !name.startsWith(PACKAGES.get(jar)))
            .toList();
    assertEquals(List.of(), foreign);
  }

  @ParameterizedTest
  @EnumSource(names = "THEME", mode = EnumSource.Mode.EXCLUDE)
  void isABeanArchiveWithServicesThatExist(Jar jar) throws IOException {
    List<String> entries = entries(jar);
    assertTrue(
        entries.contains("META-INF/beans.xml"), "without beans.xml a REST resource answers 405");
    try (JarFile file = new JarFile(jar.file().toFile())) {
      for (String service : entries) {
        if (!service.startsWith("META-INF/services/")) {
          continue;
        }
        byte[] text = file.getInputStream(file.getEntry(service)).readAllBytes();
        for (String line : new String(text, StandardCharsets.UTF_8).lines().toList()) {
          if (!line.isBlank() && !line.startsWith("#")) {
            assertTrue(
                entries.contains(line.strip().replace('.', '/') + ".class"), service + ": " + line);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void configuresNothingButItself(Jar jar) throws IOException {
    List<String> forbidden =
        entries(jar).stream()
            .filter(
                name ->
                    name.equals("application.properties")
                        || name.endsWith("persistence.xml")
                        || name.endsWith(".jar")
                        || name.startsWith("META-INF/maven/"))
            .toList();
    assertEquals(List.of(), forbidden);
  }

  @ParameterizedTest
  @EnumSource(names = "THEME", mode = EnumSource.Mode.EXCLUDE)
  void isJava17(Jar jar) throws IOException {
    try (JarFile file = new JarFile(jar.file().toFile())) {
      for (JarEntry entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        byte[] bytes = file.getInputStream(entry).readNBytes(8);
        assertEquals(61, ((bytes[6] & 0xff) << 8) | (bytes[7] & 0xff), entry.getName());
      }
    }
  }

  @Test
  void sharesNoResourceWithAnotherJar() throws IOException {
    Map<String, Jar> owners = new HashMap<>();
    for (Jar jar : Jar.values()) {
      for (String name : entries(jar)) {
        boolean merged =
            name.startsWith("META-INF/services/") || name.endsWith("/messages_en.properties");
        boolean common =
            name.equals("META-INF/MANIFEST.MF")
                || name.equals("META-INF/beans.xml")
                || name.startsWith("theme-resources/messages/messages_");
        if (!merged && !common) {
          Jar other = owners.put(name, jar);
          assertTrue(other == null, () -> name + " is in " + other + " and " + jar);
        }
      }
    }
  }

  private static List<String> entries(Jar jar) throws IOException {
    try (JarFile file = new JarFile(jar.file().toFile())) {
      return file.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName).toList();
    }
  }
}
