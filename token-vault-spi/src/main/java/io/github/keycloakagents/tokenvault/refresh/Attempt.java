package io.github.keycloakagents.tokenvault.refresh;

import io.github.keycloakagents.tokenvault.store.Credential;
import io.github.keycloakagents.tokenvault.store.Lease;
import org.jspecify.annotations.Nullable;

/** A look at the store: an answer known already, or the credential leased to us, or neither yet. */
record Attempt(@Nullable Fresh known, @Nullable Credential leased, Lease lease) {}
