/** The extension point of push approvals: further ways to tell a user that a request waits. */
@NullMarked
package io.github.keycloakagents.cibapush.spi;

import org.jspecify.annotations.NullMarked;
