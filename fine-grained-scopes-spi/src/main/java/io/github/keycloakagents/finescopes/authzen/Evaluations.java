package io.github.keycloakagents.finescopes.authzen;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One request for many decisions. Whatever is not the JSON {@code true} at the place of its
 * question is a no.
 *
 * @param userId id of the user, the subject
 * @param username name of the user
 * @param agent client id of the agent, in the context
 * @param scope scope of the token to be issued, in the context
 * @param questions what to decide, in order
 */
public record Evaluations(
    String userId, String username, String agent, String scope, List<Question> questions) {

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  public Evaluations {
    questions = List.copyOf(questions);
  }

  /** The request's body. */
  public String body() {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("subject")
        .put("type", "user")
        .put("id", userId)
        .putObject("properties")
        .put("username", username);
    body.putObject("context").put("client_id", agent).put("scope", scope);
    body.putObject("options").put("evaluations_semantic", "execute_all");
    ArrayNode evaluations = body.putArray("evaluations");
    for (Question question : questions) {
      ObjectNode evaluation = evaluations.addObject();
      evaluation.putObject("action").put("name", question.action());
      evaluation
          .putObject("resource")
          .put("type", question.type())
          .put("id", question.resource())
          .putObject("properties")
          .put("resource_server", question.server());
    }
    return body.toString();
  }

  /**
   * The questions answered with yes.
   *
   * @param response body of a 200 answer
   * @throws IllegalArgumentException when it does not answer every question
   */
  public List<Question> permitted(String response) {
    JsonNode answers;
    try {
      answers = JSON.readTree(response).path("evaluations");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the decision point did not answer JSON", e);
    }
    if (!answers.isArray() || answers.size() != questions.size()) {
      throw new IllegalArgumentException("the decision point did not answer every question");
    }
    List<Question> permitted = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      JsonNode decision = answers.get(i).path("decision");
      if (decision.isBoolean() && decision.booleanValue()) {
        permitted.add(questions.get(i));
      }
    }
    return permitted;
  }
}
