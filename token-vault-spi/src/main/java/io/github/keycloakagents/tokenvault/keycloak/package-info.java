@NullMarked
package io.github.keycloakagents.tokenvault.keycloak;

import org.jspecify.annotations.NullMarked;
