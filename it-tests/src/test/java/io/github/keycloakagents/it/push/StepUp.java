package io.github.keycloakagents.it.push;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.it.actors.Admin;

/**
 * A realm's browser flow in which level 1 is the password and level 2 a passkey.
 *
 * @param realm name of the realm
 */
record StepUp(Admin admin, String realm) {

  void install() {
    admin
        .post(
            path("flows"),
            "{\"alias\":\"step-up\",\"providerId\":\"basic-flow\",\"topLevel\":true,\"builtIn\":false}")
        .expect(201);
    execution("step-up", "auth-cookie");
    flow("step-up", "step-up-forms");
    level("step-up-one", "auth-username-password-form");
    level("step-up-two", "webauthn-authenticator-passwordless");
    int level = 0;
    for (JsonNode execution : admin.get(path("flows/step-up/executions")).expect(200).json()) {
      if (execution.path("providerId").asText().equals("conditional-level-of-authentication")) {
        level++;
        admin
            .post(
                path("executions/" + execution.path("id").asText() + "/config"),
                "{\"alias\":\"level %1$d\",\"config\":{\"loa-condition-level\":\"%1$d\",\"loa-max-age\":\"300\"}}"
                    .formatted(level))
            .expect(201);
      }
      ObjectNode changed = execution.deepCopy();
      changed.put("requirement", requirement(execution));
      int status = admin.put(path("flows/step-up/executions"), changed.toString()).status();
      assertTrue(status == 202 || status == 204, "status " + status);
    }
    admin.put("/admin/realms/" + realm, "{\"browserFlow\":\"step-up\"}").expect(204);
  }

  private static String requirement(JsonNode execution) {
    return switch (execution.path("displayName").asText()) {
      case "step-up-forms" -> "ALTERNATIVE";
      case "step-up-one", "step-up-two" -> "CONDITIONAL";
      default ->
          execution.path("providerId").asText().equals("auth-cookie") ? "ALTERNATIVE" : "REQUIRED";
    };
  }

  private void level(String name, String authenticator) {
    flow("step-up-forms", name);
    execution(name, "conditional-level-of-authentication");
    execution(name, authenticator);
  }

  private void flow(String parent, String alias) {
    admin
        .post(
            path("flows/" + parent + "/executions/flow"),
            "{\"alias\":\"%s\",\"type\":\"basic-flow\",\"provider\":\"\",\"description\":\"\"}"
                .formatted(alias))
        .expect(201);
  }

  private void execution(String parent, String provider) {
    admin
        .post(
            path("flows/" + parent + "/executions/execution"),
            "{\"provider\":\"" + provider + "\"}")
        .expect(201);
  }

  private String path(String rest) {
    return "/admin/realms/" + realm + "/authentication/" + rest;
  }
}
