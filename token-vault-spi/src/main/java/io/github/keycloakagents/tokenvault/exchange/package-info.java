/** The exchange of a Keycloak token for a provider token, without HTTP and without Keycloak. */
@NullMarked
package io.github.keycloakagents.tokenvault.exchange;

import org.jspecify.annotations.NullMarked;
