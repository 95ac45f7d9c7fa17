package io.github.keycloakagents.tokenvault.refresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.keycloakagents.tokenvault.crypto.Seal;
import io.github.keycloakagents.tokenvault.exchange.AccessRule;
import io.github.keycloakagents.tokenvault.exchange.Exchange;
import io.github.keycloakagents.tokenvault.exchange.ExchangeRequest;
import io.github.keycloakagents.tokenvault.exchange.Outcome;
import io.github.keycloakagents.tokenvault.store.AccountName;
import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.CredentialKey;
import io.github.keycloakagents.tokenvault.store.CredentialState;
import io.github.keycloakagents.tokenvault.upstream.Provider;
import io.github.keycloakagents.tokenvault.upstream.RefreshOutcome;
import io.github.keycloakagents.tokenvault.upstream.TokenAnswer;
import io.github.keycloakagents.tokenvault.upstream.Tokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tokens that are good for less than the user granted, because the client may have no more. */
class NarrowingTest {
  private static final CredentialKey KEY = new CredentialKey("realm", "alice", "bank", "4711");

  private final MemoryStore store = new MemoryStore();
  private final Clock clock = Clock.systemUTC();
  private final Seal seal = new Seal(new OneKey(), new SecureRandom());
  private final Queue<RefreshOutcome> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final AccessRule readOnly = new AccessRule("bank", Set.of("read"), 60);

  @Test
  void asksForThePartAndKeepsTheRotatedRefreshToken() {
    hold("r1", Set.of("read", "write"));
    answers.add(renewed("a-read", "r2", Set.of("read")));
    Outcome.Released released = released(readOnly);
    assertEquals("a-read", released.accessToken());
    assertEquals(Set.of("read"), released.scopes());
    assertEquals(List.of("r1 [read]"), asked);
    assertEquals("r2", tokens().refresh());
    assertEquals("a1", tokens().access());
    assertEquals(Set.of("read", "write"), stored().scopes());
    assertEquals("a-read", released(readOnly).accessToken());
    assertEquals("a1", released(new AccessRule("bank", Set.of(), 60)).accessToken());
    assertEquals(1, asked.size());
  }

  @Test
  void takesSilenceForWhatWasAsked() {
    hold("r1", Set.of());
    answers.add(renewed("a-read", null, null));
    assertEquals(Set.of("read"), released(readOnly).scopes());
    assertEquals("r1", tokens().refresh());
  }

  @Test
  void neverReleasesMoreThanTheCeilingAndKeepsTheRefreshTokenAllTheSame() {
    hold("r1", Set.of("read", "write"));
    answers.add(renewed("a-all", "r2", Set.of("read", "write")));
    assertEquals("invalid_scope", refused(readOnly).error());
    assertEquals("r2", tokens().refresh());
    assertEquals("invalid_scope", refused(readOnly).error());
    assertEquals(1, asked.size(), "no storm");
  }

  @Test
  void aProviderThatDoesNotNarrowIsNotAskedAgainAndAgain() {
    hold("r1", Set.of("read", "write"));
    answers.add(new RefreshOutcome.ScopeRefused());
    assertEquals("invalid_scope", refused(readOnly).error());
    assertEquals("invalid_scope", refused(readOnly).error());
    assertEquals(1, asked.size());
    assertEquals("r1", tokens().refresh());
    assertEquals("a1", released(new AccessRule("bank", Set.of("read", "write"), 60)).accessToken());
  }

  @Test
  void withoutARefreshTokenNothingIsReleasedAboveTheCeiling() {
    hold(null, Set.of("read", "write"));
    assertEquals("invalid_scope", refused(readOnly).error());
    assertEquals(CredentialState.ACTIVE, stored().state());
  }

  @Test
  void nothingInCommonAsksTheUser() {
    hold("r1", Set.of("write"));
    var needed = assertInstanceOf(Outcome.ConnectionNeeded.class, exchange(readOnly, Set.of()));
    assertEquals(Outcome.Reason.MISSING_SCOPES, needed.reason());
    assertEquals(Set.of("read"), needed.missingScopes());
  }

  @Test
  void anOutageLosesNothing() {
    hold("r1", Set.of("read", "write"));
    answers.add(new RefreshOutcome.Failed(60, "http_503"));
    assertInstanceOf(Outcome.Unavailable.class, exchange(readOnly, Set.of()));
    assertEquals("r1", tokens().refresh());
    assertEquals("a1", released(new AccessRule("bank", Set.of(), 60)).accessToken());
  }

  @Test
  void aRefreshOfTheWholeKeepsTheParts() {
    hold("r1", Set.of("read", "write"));
    answers.add(renewed("a-read", "r2", Set.of("read")));
    released(readOnly);
    answers.add(renewed("a2", "r3", null));
    assertEquals("a2", released(new AccessRule("bank", Set.of(), 7_000)).accessToken());
    assertEquals("a-read", released(readOnly).accessToken());
    assertEquals(List.of("r1 [read]", "r2 []"), asked);
  }

  private Outcome.Released released(AccessRule rule) {
    return assertInstanceOf(Outcome.Released.class, exchange(rule, Set.of()));
  }

  private Outcome.Refused refused(AccessRule rule) {
    return assertInstanceOf(Outcome.Refused.class, exchange(rule, Set.of()));
  }

  private Outcome exchange(AccessRule rule, Set<String> scopes) {
    Duration wait = Duration.ofMillis(800);
    var refresher =
        new Refresher(new LeasedRefresh(store, clock, Duration.ofSeconds(30), wait), wait);
    return new Exchange(refresher, new Scripted(), seal, clock)
        .release(new ExchangeRequest("bank", scopes, null), rule, List.of(stored()));
  }

  private void hold(@Nullable String refresh, Set<String> scopes) {
    long now = clock.instant().getEpochSecond();
    byte[] tokens = new Tokens("a1", refresh, "Bearer", null).bytes();
    store.put(
        new Credential(
            KEY,
            new AccountName(null, "alice"),
            CredentialState.ACTIVE,
            scopes,
            now - 10_000,
            now + 3_600,
            seal.seal(tokens, KEY.binding(1)),
            1,
            0,
            0,
            0));
  }

  private Credential stored() {
    return store.find(KEY.id()).orElseThrow();
  }

  private Tokens tokens() {
    return Tokens.of(seal.open(stored().sealed(), KEY.binding(stored().generation())));
  }

  private static RefreshOutcome renewed(
      String access, @Nullable String refresh, @Nullable Set<String> scopes) {
    return new RefreshOutcome.Renewed(new TokenAnswer(access, refresh, "Bearer", 20_000L, scopes));
  }

  private final class Scripted implements Provider {
    @Override
    public RefreshOutcome refresh(String refreshToken, Set<String> scopes) {
      asked.add(refreshToken + " " + new TreeSet<>(scopes));
      return answers.remove();
    }

    @Override
    public boolean revoke(Tokens tokens) {
      return true;
    }

    @Override
    public Set<String> defaultScopes() {
      return Set.of();
    }
  }
}
