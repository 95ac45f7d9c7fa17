package io.github.keycloakagents.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** JSON text and trees. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Unexpected("not JSON: " + text, e);
    }
  }

  static boolean is(String text) {
    try {
      return !text.isBlank() && MAPPER.readTree(text).isContainerNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array(JsonNode... entries) {
    return MAPPER.createArrayNode().addAll(List.of(entries));
  }

  static String pretty(JsonNode node) {
    return node.toPrettyString();
  }
}
