package io.github.keycloakagents.tokenvault.refresh;

import io.github.keycloakagents.tokenvault.crypto.KeyRing;
import io.github.keycloakagents.tokenvault.crypto.SealingKey;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/** A key ring of one key. */
final class OneKey implements KeyRing {
  private final SealingKey key = new SealingKey("k", new SecretKeySpec(new byte[32], "AES"));

  @Override
  public SealingKey active() {
    return key;
  }

  @Override
  public Optional<SealingKey> find(String id) {
    return Optional.of(key);
  }
}
