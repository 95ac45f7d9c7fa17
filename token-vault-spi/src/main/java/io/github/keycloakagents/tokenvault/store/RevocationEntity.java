package io.github.keycloakagents.tokenvault.store;

import io.github.keycloakagents.tokenvault.crypto.Sealed;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The row of a revocation; written from a credential's row by the database itself. */
@Entity(name = "TokenVaultRevocation")
@Table(name = "TOKEN_VAULT_REVOCATION")
public class RevocationEntity {

  @Id
  @Column(name = "ID", length = 80)
  private String id = "";

  @SuppressWarnings("unused") // queries read and write it
  @Column(name = "BATCH")
  private String batch = "";

  @Column(name = "REALM_ID")
  private String realm = "";

  @Column(name = "USER_ID")
  private String user = "";

  @Column(name = "CONNECTION_ALIAS")
  private String connection = "";

  @Column(name = "ACCOUNT_ID")
  private String account = "";

  @Column(name = "GENERATION")
  private long generation;

  @Column(name = "KEY_ID")
  private String keyId = "";

  @Column(name = "SEALED")
  private String sealed = "";

  @Column(name = "ATTEMPTS")
  private int attempts;

  @SuppressWarnings("unused") // queries read and write it
  @Column(name = "DUE_AT")
  private long dueAt;

  /** For JPA. */
  protected RevocationEntity() {}

  Revocation give() {
    return new Revocation(
        id,
        new CredentialKey(realm, user, connection, account),
        generation,
        new Sealed(keyId, sealed),
        attempts);
  }
}
