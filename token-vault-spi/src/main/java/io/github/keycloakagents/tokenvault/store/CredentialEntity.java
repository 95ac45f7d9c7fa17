package io.github.keycloakagents.tokenvault.store;

import io.github.keycloakagents.tokenvault.crypto.Sealed;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The row of a credential. */
@Entity(name = "TokenVaultCredential")
@Table(name = "TOKEN_VAULT_CREDENTIAL")
public class CredentialEntity {

  @Id
  @Column(name = "ID", length = 43)
  private String id = "";

  @Column(name = "REALM_ID")
  private String realm = "";

  @Column(name = "USER_ID")
  private String user = "";

  @Column(name = "CONNECTION_ALIAS")
  private String connection = "";

  @Column(name = "ACCOUNT_ID")
  private String account = "";

  @Column(name = "ACCOUNT_EMAIL")
  private @Nullable String accountEmail;

  @Column(name = "ACCOUNT_USERNAME")
  private @Nullable String accountUsername;

  @Column(name = "STATE")
  private String state = "";

  @Column(name = "SCOPES")
  private @Nullable String scopes;

  @Column(name = "ISSUED_AT")
  private long issuedAt;

  @Column(name = "EXPIRES_AT")
  private @Nullable Long expiresAt;

  @Column(name = "KEY_ID")
  private String keyId = "";

  @Column(name = "SEALED")
  private String sealed = "";

  @Column(name = "GENERATION")
  private long generation;

  @Column(name = "RETRY_AT")
  private long retryAt;

  @Column(name = "CREATED_AT")
  private long createdAt;

  @Column(name = "LAST_USED_AT")
  private long lastUsedAt;

  @Column(name = "LEASE_OWNER")
  private @Nullable String leaseOwner;

  @Column(name = "LEASE_UNTIL")
  private long leaseUntil;

  /** For JPA. */
  protected CredentialEntity() {}

  CredentialEntity(String id) {
    this.id = id;
  }

  void take(Credential from) {
    realm = from.key().realm();
    user = from.key().user();
    connection = from.key().connection();
    account = from.key().account();
    accountEmail = from.accountName().email();
    accountUsername = from.accountName().username();
    state = from.state().wire();
    scopes = from.scopes().isEmpty() ? null : String.join(" ", from.scopes());
    issuedAt = from.issuedAt();
    expiresAt = from.expiresAt();
    keyId = from.sealed().keyId();
    sealed = from.sealed().text();
    generation = from.generation();
    retryAt = from.retryAt();
    createdAt = from.createdAt();
    lastUsedAt = from.lastUsedAt();
    leaseOwner = null;
    leaseUntil = 0;
  }

  Credential give() {
    Set<String> granted =
        scopes == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(scopes.split(" ", -1)));
    return new Credential(
        new CredentialKey(realm, user, connection, account),
        new AccountName(accountEmail, accountUsername),
        CredentialState.of(state),
        granted,
        issuedAt,
        expiresAt,
        new Sealed(keyId, sealed),
        generation,
        retryAt,
        createdAt,
        lastUsedAt);
  }

  /** The holder's word counts; after the lease has passed on, only newer tokens do. */
  boolean accepts(Credential result, Lease lease) {
    return lease.owner().equals(leaseOwner) || result.generation() == generation + 1;
  }
}
