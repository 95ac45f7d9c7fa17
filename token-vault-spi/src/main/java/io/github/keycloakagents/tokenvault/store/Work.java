package io.github.keycloakagents.tokenvault.store;

import java.util.function.Function;

/** Runs short pieces of work, each in a database transaction of its own that commits at once. */
public interface Work {

  /** Runs {@code job} and commits. */
  <T> T run(Function<Credentials, T> job);
}
