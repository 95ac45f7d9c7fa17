/** Extension point: where the answer to <em>who may do what</em> comes from. */
@NullMarked
package io.github.keycloakagents.finescopes.spi;

import org.jspecify.annotations.NullMarked;
