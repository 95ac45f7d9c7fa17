package io.github.keycloakagents.tokenvault.keycloak;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.Credentials;
import io.github.keycloakagents.tokenvault.store.Use;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection as users and admins see it. Times are epoch seconds.
 *
 * @param id names it in the REST API
 * @param connection the identity provider's alias
 * @param account the account's name at the provider, or its id
 * @param state {@code active} or {@code reauthorization_required}
 * @param scopes what the user granted
 * @param connectedAt when
 * @param lastUsedAt when a token was last released, to the hour, or null for never
 * @param expiresAt when the access token now held ends, or null for never
 * @param userId whose it is; only for admins
 * @param agents which clients have used it, latest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionView(
    String id,
    String connection,
    String account,
    String state,
    Set<String> scopes,
    @JsonProperty("connected_at") long connectedAt,
    @JsonProperty("last_used_at") @Nullable Long lastUsedAt,
    @JsonProperty("expires_at") @Nullable Long expiresAt,
    @JsonProperty("user_id") @Nullable String userId,
    List<Agent> agents) {

  /**
   * A client that has used a connection.
   *
   * @param client the client id
   * @param lastUsedAt when, to the hour
   */
  public record Agent(String client, @JsonProperty("last_used_at") long lastUsedAt) {}

  static List<ConnectionView> forUser(List<Credential> credentials, Credentials store) {
    return of(credentials, store, false);
  }

  static List<ConnectionView> forAdmin(List<Credential> credentials, Credentials store) {
    return of(credentials, store, true);
  }

  private static List<ConnectionView> of(
      List<Credential> credentials, Credentials store, boolean admin) {
    List<Use> uses = store.uses(credentials.stream().map(c -> c.key().id()).toList());
    return credentials.stream()
        .map(
            c ->
                of(
                    c,
                    admin ? c.key().user() : null,
                    uses.stream()
                        .filter(use -> use.credential().equals(c.key().id()))
                        .map(use -> new Agent(use.client(), use.at()))
                        .toList()))
        .toList();
  }

  private static ConnectionView of(Credential c, @Nullable String userId, List<Agent> agents) {
    String name = c.accountName().shown();
    return new ConnectionView(
        c.key().id(),
        c.key().connection(),
        name == null ? c.key().account() : name,
        c.state().wire(),
        c.scopes(),
        c.createdAt(),
        c.lastUsedAt() == 0 ? null : Long.valueOf(c.lastUsedAt()),
        c.expiresAt(),
        userId,
        agents);
  }
}
