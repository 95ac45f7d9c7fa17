package io.github.keycloakagents.finescopes.authzen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationsTest {
  private static final Question READ = new Question("bank", "a1", "account", "read");
  private static final Question PAY = new Question("bank", "a1", "account", "pay");
  private final Evaluations evaluations =
      new Evaluations("id", "alice", "agent", "openid", List.of(READ, PAY));

  @Test
  void asksForSubjectActionResourceAndContext() throws JsonProcessingException {
    JsonNode body = new ObjectMapper().readTree(evaluations.body());
    assertEquals("id", body.at("/subject/id").asText());
    assertEquals("agent", body.at("/context/client_id").asText());
    assertEquals("pay", body.at("/evaluations/1/action/name").asText());
    assertEquals("a1", body.at("/evaluations/1/resource/id").asText());
    assertEquals("bank", body.at("/evaluations/1/resource/properties/resource_server").asText());
  }

  @Test
  void onlyTrueIsYes() {
    assertEquals(
        List.of(PAY),
        evaluations.permitted("{\"evaluations\":[{\"decision\":\"true\"},{\"decision\":true}]}"));
    assertEquals(List.of(), evaluations.permitted("{\"evaluations\":[{},{\"decision\":1}]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "nonsense",
        "{\"decision\":true}",
        "{\"evaluations\":[{\"decision\":true}]}",
        "{\"evaluations\":[{\"decision\":true},{\"decision\":true},{\"decision\":true}]}",
      })
  void anAnswerThatIsNotOneFails(String response) {
    assertThrows(IllegalArgumentException.class, () -> evaluations.permitted(response));
  }
}
