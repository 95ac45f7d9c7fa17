package io.github.keycloakagents.tokenvault.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** The row of a use. */
@Entity(name = "TokenVaultUse")
@Table(name = "TOKEN_VAULT_USE")
@IdClass(UseEntity.Key.class)
public class UseEntity {

  @Id
  @Column(name = "CREDENTIAL_ID")
  private String credential = "";

  @Id
  @Column(name = "CLIENT_ID")
  private String client = "";

  @Column(name = "LAST_USED_AT")
  private long at;

  /** For JPA. */
  protected UseEntity() {}

  UseEntity(Use use) {
    credential = use.credential();
    client = use.client();
    at = use.at();
  }

  Use give() {
    return new Use(credential, client, at);
  }

  /**
   * The primary key.
   *
   * @param credential the credential's id
   * @param client the client id
   */
  public record Key(String credential, String client) implements Serializable {}
}
