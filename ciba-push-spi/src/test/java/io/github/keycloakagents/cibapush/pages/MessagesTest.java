package io.github.keycloakagents.cibapush.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

  private static final Path RESOURCES = Path.of("src/main/resources/theme-resources");
  private static final Pattern KEY =
      Pattern.compile("msg\\(\"(cibaPush\\.[A-Za-z.]*[A-Za-z])\"\\)");

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "es", "ja"})
  void everyLanguageHasEveryMessage(String locale) throws IOException {
    Properties english = messages("en");
    Properties other = messages(locale);
    assertEquals(english.keySet(), other.keySet());
    for (String key : other.stringPropertyNames()) {
      assertFalse(other.getProperty(key).isBlank(), key);
      assertFalse(
          other.getProperty(key).contains("'"), key + ": an apostrophe is lost in a format");
    }
  }

  @Test
  void everyKeyOfTheTemplatesExists() throws IOException {
    Properties english = messages("en");
    try (Stream<Path> templates = Files.walk(RESOURCES.resolve("templates"))) {
      List<Path> files = templates.filter(path -> path.toString().endsWith(".ftl")).toList();
      assertTrue(files.size() > 5);
      for (Path file : files) {
        String text = Files.readString(file);
        KEY.matcher(text)
            .results()
            .map(match -> match.group(1))
            .forEach(key -> assertTrue(english.containsKey(key), file + ": " + key));
        assertFalse(text.contains("no_esc"), file + " prints something unescaped");
      }
    }
  }

  private static Properties messages(String locale) throws IOException {
    Properties messages = new Properties();
    Path file = RESOURCES.resolve("messages/messages_" + locale + ".properties");
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      messages.load(reader);
    }
    return messages;
  }
}
