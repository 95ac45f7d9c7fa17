package io.github.keycloakagents.tokenvault.exchange;

import io.github.keycloakagents.tokenvault.store.Credential;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user's accounts at one provider. */
record Accounts(List<Credential> held) {

  List<Credential> matching(@Nullable String hint) {
    return hint == null
        ? held
        : held.stream()
            .filter(c -> hint.equals(c.key().account()) || c.accountName().isMeantBy(hint))
            .toList();
  }
}
