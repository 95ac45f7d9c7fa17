package io.github.keycloakagents.tokenvault.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final byte[] PLAIN = "the token".getBytes(StandardCharsets.UTF_8);
  private static final Binding HOME = new Binding("realm", "alice", "bank", "4711", 3);

  private final Ring ring = new Ring();
  private final Seal seal = new Seal(ring, new SecureRandom());

  @Test
  void opensWhatItSealed() {
    Sealed sealed = seal.seal(PLAIN, HOME);
    assertEquals("one", sealed.keyId());
    assertArrayEquals(PLAIN, seal.open(sealed, HOME));
  }

  @Test
  void neverSealsTwiceAlike() {
    assertNotEquals(seal.seal(PLAIN, HOME).text(), seal.seal(PLAIN, HOME).text());
  }

  @Test
  void refusesAValueMovedToAnotherRecord() {
    Sealed sealed = seal.seal(PLAIN, HOME);
    for (Binding other :
        List.of(
            new Binding("other", "alice", "bank", "4711", 3),
            new Binding("realm", "bob", "bank", "4711", 3),
            new Binding("realm", "alice", "shop", "4711", 3),
            new Binding("realm", "alice", "bank", "4712", 3),
            new Binding("realm", "alic", "ebank", "4711", 3))) {
      assertAltered(sealed, other);
    }
  }

  @Test
  void refusesAnOlderValuePutBack() {
    assertAltered(seal.seal(PLAIN, HOME), new Binding("realm", "alice", "bank", "4711", 4));
  }

  @Test
  void refusesEveryChangedByte() {
    Sealed sealed = seal.seal(PLAIN, HOME);
    byte[] bytes = Base64.getUrlDecoder().decode(sealed.text());
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertAltered(
          new Sealed("one", Base64.getUrlEncoder().withoutPadding().encodeToString(changed)), HOME);
    }
  }

  @Test
  void refusesRubbish() {
    for (String text : List.of("", "A", "!!!!", "AQ", "AQAAAAAAAAAAAAAAAAAAAAAA")) {
      assertAltered(new Sealed("one", text), HOME);
    }
  }

  @Test
  void opensOldValuesAfterRotation() {
    Sealed old = seal.seal(PLAIN, HOME);
    ring.activate("two", 2);
    assertEquals("two", seal.seal(PLAIN, HOME).keyId());
    assertArrayEquals(PLAIN, seal.open(old, HOME));
  }

  @Test
  void namesTheFixForAMissingKey() {
    Sealed sealed = seal.seal(PLAIN, HOME);
    ring.keys.clear();
    var thrown = assertThrows(UnsealableException.class, () -> seal.open(sealed, HOME));
    assertEquals(UnsealableException.Reason.MISSING_KEY, thrown.reason());
    assertTrue(thrown.getMessage().contains("Realm settings, Keys"));
  }

  @Test
  void refusesAnotherKeyOfTheSameId() {
    Sealed sealed = seal.seal(PLAIN, HOME);
    ring.activate("one", 9);
    assertAltered(sealed, HOME);
  }

  private void assertAltered(Sealed sealed, Binding binding) {
    var thrown = assertThrows(UnsealableException.class, () -> seal.open(sealed, binding));
    assertEquals(UnsealableException.Reason.ALTERED, thrown.reason());
  }

  private static final class Ring implements KeyRing {
    private final Map<String, SealingKey> keys = new HashMap<>();
    private String active = "";

    Ring() {
      activate("one", 1);
    }

    void activate(String id, int seed) {
      byte[] secret = new byte[32];
      secret[0] = (byte) seed;
      keys.put(id, new SealingKey(id, new SecretKeySpec(secret, "AES")));
      active = id;
    }

    @Override
    public SealingKey active() {
      return keys.get(active);
    }

    @Override
    public Optional<SealingKey> find(String id) {
      return Optional.ofNullable(keys.get(id));
    }
  }
}
