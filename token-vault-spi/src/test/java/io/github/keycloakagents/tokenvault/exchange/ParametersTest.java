package io.github.keycloakagents.tokenvault.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private final Map<String, List<String>> form = new HashMap<>();

  @BeforeEach
  void request() {
    form.put("subject_token", List.of("s"));
    form.put("subject_token_type", List.of("urn:ietf:params:oauth:token-type:access_token"));
    form.put("requested_issuer", List.of("bank"));
  }

  @Test
  void readsARequest() throws InvalidRequestException {
    form.put("scope", List.of("accounts  payments"));
    form.put("login_hint", List.of("alice@example.org"));
    var parameters = new Parameters(form);
    assertEquals(new SubjectToken("s", false), parameters.subjectToken());
    assertEquals(
        new ExchangeRequest("bank", Set.of("accounts", "payments"), "alice@example.org"),
        parameters.at("bank"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"subject_token", "subject_token_type", "requested_token_type"})
  void refusesRepeated(String name) {
    form.put(name, List.of("urn:ietf:params:oauth:token-type:access_token", "b"));
    refused("Repeated parameter: " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subject_token", "subject_token_type"})
  void refusesMissing(String name) {
    form.remove(name);
    refused("Missing parameter: " + name);
    form.put(name, List.of(""));
    refused("Missing parameter: " + name);
  }

  @Test
  void refusesAMegabyte() {
    form.put("subject_token", List.of("x".repeat(1_000_000)));
    refused("Parameter too long: subject_token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id_token", "refresh_token", "jwt", "saml2"})
  void givesOnlyAccessTokens(String type) {
    form.put("requested_token_type", List.of("urn:ietf:params:oauth:token-type:" + type));
    refused("requested_token_type unsupported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"audience", "actor_token"})
  void refusesWhatItWouldHaveToIgnore(String name) {
    form.put(name, List.of("x"));
    refused("Parameter '" + name + "' cannot be used with a connection");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a uri", "/relative", "https://a/#f", "%zz"})
  void refusesResourcesThatAreNoAbsoluteUri(String resource) {
    form.put("resource", List.of(resource));
    assertThrows(InvalidRequestException.class, () -> new Parameters(form).resource());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\b", "a\tb", "ä"})
  void refusesMalformedScopes(String scope) {
    form.put("scope", List.of(scope));
    assertThrows(InvalidRequestException.class, () -> new Parameters(form).at("bank"));
  }

  private void refused(String message) {
    var thrown =
        assertThrows(InvalidRequestException.class, () -> new Parameters(form).subjectToken());
    assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
  }
}
