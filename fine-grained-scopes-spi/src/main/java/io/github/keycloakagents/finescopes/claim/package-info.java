/** Claims of the chain of actors (RFC 8693 section 4). */
@NullMarked
package io.github.keycloakagents.finescopes.claim;

import org.jspecify.annotations.NullMarked;
