package io.github.keycloakagents.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.server.Jar;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The theme and the jars' own pages, held against each other and against the stock themes. */
class ThemeContentsIT {
  private static final String MESSAGES = "theme-resources/messages/messages_%s.properties";
  private static final List<String> LOCALES = List.of("en", "de", "fr", "es", "ja");
  private static final Pattern MESSAGE = Pattern.compile("msg\\([\"']([\\w.-]+)[\"'][,)]");
  private static final Pattern WIRED =
      Pattern.compile(
          "msg\\([\"']([\\w.-]+)[\"'][,)]| name=\"([\\w-]+)\"|#nested \"([\\w-]+)\"|<#macro"
              + " (\\w+)");

  @ParameterizedTest
  @EnumSource(names = "THEME", mode = EnumSource.Mode.EXCLUDE)
  void everyMessageIsInEveryLanguage(Jar jar) throws IOException {
    Map<String, String> files = files(jar.file());
    Properties english = properties(files.get(MESSAGES.formatted("en")));
    for (String locale : LOCALES) {
      Properties messages = properties(files.get(MESSAGES.formatted(locale)));
      assertEquals(
          new TreeSet<>(english.stringPropertyNames()),
          new TreeSet<>(messages.stringPropertyNames()),
          jar + " " + locale);
      for (String key : english.stringPropertyNames()) {
        assertEquals(
            arguments(english.getProperty(key)),
            arguments(messages.getProperty(key)),
            jar + " " + locale + " " + key);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyMessageThatATemplateNamesExists(Jar jar) throws IOException {
    Set<String> known = new TreeSet<>();
    for (Jar each : Jar.values()) {
      String own = files(each.file()).get(MESSAGES.formatted("en"));
      known.addAll(own == null ? Set.of() : properties(own).stringPropertyNames());
    }
    for (String type : List.of("login", "email")) {
      String stock = stock().get("theme/base/" + type + "/messages/messages_en.properties");
      known.addAll(properties(stock).stringPropertyNames());
    }
    Set<String> missing = new TreeSet<>();
    for (String template : templates(files(jar.file())).values()) {
      Matcher message = MESSAGE.matcher(template);
      while (message.find()) {
        missing.add(message.group(1));
      }
    }
    missing.removeAll(known);
    missing.remove("languages"); // no language of stock has it, though its own template names it
    missing.removeIf(key -> key.endsWith(".") && known.stream().anyMatch(k -> k.startsWith(key)));
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyOverriddenTemplateKeepsWhatTheOriginalIsWiredWith() throws IOException {
    Map<String, String> originals = new TreeMap<>();
    for (String parent : List.of("theme/base/", "theme/keycloak.v2/")) {
      templates(stock()).forEach((name, text) -> keep(originals, name, parent, text));
    }
    for (Jar jar : Jar.values()) {
      templates(files(jar.file()))
          .forEach((name, text) -> keep(originals, name, "theme-resources/templates/", text));
    }
    Map<String, String> ours = templates(files(Jar.THEME.file()));
    assertTrue(ours.size() >= 3, ours.keySet()::toString);
    for (Map.Entry<String, String> template : ours.entrySet()) {
      String name = template.getKey().replace("theme/agents/", "");
      String original = originals.get(name);
      assertTrue(original != null, () -> name + " overrides nothing");
      List<String> lost = new ArrayList<>();
      Matcher wired = WIRED.matcher(original);
      while (wired.find()) {
        for (int group = 1; group <= wired.groupCount(); group++) {
          if (wired.group(group) != null && !template.getValue().contains(wired.group(group))) {
            lost.add(wired.group(group));
          }
        }
      }
      assertEquals(List.of(), lost, name);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noPageCarriesAnInlineScriptOrLoadsFromElsewhere(Jar jar) throws IOException {
    for (Map.Entry<String, String> template : templates(files(jar.file())).entrySet()) {
      String text =
          template
              .getValue()
              .replaceAll(
                  "<script type=\"importmap\">|<#--.*?-->|</?@[^>]*>|.*\\?replace\\(.*", "");
      Matcher inline =
          Pattern.compile(
                  "<script(?![^>]* src=)| on\\w+=\"|"
                      + " style=\"|javascript:|(src|href)=\"(https?:)?//")
              .matcher(template.getKey().contains("/html/") ? "" : text);
      assertEquals(false, inline.find(), template.getKey());
    }
    for (Map.Entry<String, String> file : files(jar.file()).entrySet()) {
      if (file.getKey().endsWith(".css")) {
        assertEquals(
            false,
            file.getValue().matches("(?s).*(@import|url\\(.?(https?:)?//).*"),
            file.getKey());
      }
    }
  }

  private static void keep(Map<String, String> originals, String name, String in, String text) {
    if (name.startsWith(in)) {
      String path = name.substring(in.length());
      boolean own = in.startsWith("theme-resources");
      originals.put(
          own && !path.contains("/") ? "login/" + path : own ? "email/" + path : path, text);
    }
  }

  private static Map<String, String> templates(Map<String, String> files) {
    Map<String, String> templates = new TreeMap<>(files);
    templates.keySet().removeIf(name -> !name.endsWith(".ftl"));
    return templates;
  }

  private static int arguments(String message) {
    return new MessageFormat(message).getFormatsByArgumentIndex().length;
  }

  private static Properties properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }

  private static Map<String, String> stock() throws IOException {
    Path libraries = Path.of(System.getProperty("it.server"), "lib", "lib", "main");
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(libraries, "org.keycloak.keycloak-themes-2*.jar")) {
      return files(jars.iterator().next());
    }
  }

  private static Map<String, String> files(Path jar) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
        if (entry.getName().matches(".*\\.(ftl|properties|css)")) {
          files.put(
              entry.getName(),
              new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return files;
  }
}
