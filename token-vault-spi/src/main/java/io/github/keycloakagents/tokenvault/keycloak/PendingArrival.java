package io.github.keycloakagents.tokenvault.keycloak;

import io.github.keycloakagents.tokenvault.capture.Arrival;
import io.github.keycloakagents.tokenvault.store.AccountName;

/** Tokens that wait for their user, and what the account is called at the provider. */
record PendingArrival(Arrival arrival, AccountName accountName) {}
