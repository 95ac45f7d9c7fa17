package io.github.keycloakagents.it.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.keycloakagents.it.actors.Agent;
import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.KeycloakServer;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sealing key in a keystore of Keycloak's vault. */
@ExtendWith(VaultKeystoreIT.Keystore.class)
@StockKeycloak(
    jars = Jar.TOKEN_VAULT,
    build = "--vault=keystore",
    options = {
      "--vault-file=target/it/vault-keystore.p12",
      "--vault-pass=changeit",
      "--vault-type=PKCS12"
    })
class VaultKeystoreIT {

  /** Makes the keystore before the server starts. */
  static final class Keystore implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
      KeyStore store = KeyStore.getInstance("PKCS12");
      char[] password = "changeit".toCharArray();
      store.load(null, password);
      SecretKey key =
          SecretKeyFactory.getInstance("PBE")
              .generateSecret(new PBEKeySpec(SealingKeys.fresh().toCharArray()));
      store.setEntry(
          "keystore_sealing",
          new KeyStore.SecretKeyEntry(key),
          new KeyStore.PasswordProtection(password));
      Path file = Path.of("target/it/vault-keystore.p12");
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, password);
      }
    }
  }

  @Test
  void itsKeySeals(KeycloakServer server) {
    VaultRealms realms = new VaultRealms(server, "keystore").create(300);
    SealingKeys keys = new SealingKeys(realms.admin(), "keystore");
    keys.add("outside", 200, "${vault.sealing}").expect(201);
    Agent agent = realms.agent();
    String subject = realms.signInThroughBank(agent, "alice", "openid bank-accounts").accessToken();
    agent.exchange(subject, "requested_issuer", "bank").expect(200);
    assertEquals(List.of("outside"), keys.names());
    assertTrue(keys.status().path("healthy").asBoolean(), keys.status().toString());
    realms.remove();
  }
}
