package io.github.keycloakagents.cibapush.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a decision came about, as it is kept with it: {@code via}, {@code acr}, {@code amr}, {@code
 * auth_time}, the {@code sha256} of what was decided on, and the {@code signature} or the {@code
 * pre_approval} where there is one.
 *
 * @param members names and values, fit for JSON
 */
public record Evidence(Map<String, Object> members) {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String VIA = "via";
  private static final String PRE_APPROVAL = "pre_approval";

  /** The user was signed in. */
  public static Evidence authenticated(
      String via, Instant authTime, @Nullable String acr, List<String> amr) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(VIA, via);
    members.put("auth_time", authTime.getEpochSecond());
    if (acr != null) {
      members.put("acr", acr);
    }
    members.put("amr", amr);
    return new Evidence(members);
  }

  /** The user had said yes before, within limits. */
  public static Evidence preApproved(String preApprovalId) {
    return new Evidence(Map.of(VIA, "pre-approval", PRE_APPROVAL, preApprovalId));
  }

  /** As it was kept. */
  public static Evidence parse(String json) {
    try {
      return new Evidence(JSON.readValue(json, new TypeReference<>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With one more member. */
  public Evidence with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Evidence(more);
  }

  /** The pre-approval that was used, if any. */
  public Optional<String> preApproval() {
    return Optional.ofNullable(members.get(PRE_APPROVAL)).map(String::valueOf);
  }

  /** To be kept. */
  public String json() {
    try {
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
