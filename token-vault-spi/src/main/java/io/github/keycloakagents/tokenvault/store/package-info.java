/** Credentials held for users: one row per user, provider and account at that provider. */
@NullMarked
package io.github.keycloakagents.tokenvault.store;

import org.jspecify.annotations.NullMarked;
