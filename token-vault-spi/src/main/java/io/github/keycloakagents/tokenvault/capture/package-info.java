/** Filing the tokens that a provider hands over at sign-in or linking. */
@NullMarked
package io.github.keycloakagents.tokenvault.capture;

import org.jspecify.annotations.NullMarked;
