/** Permissions as RFC 9396 entries: strict reading, patterns of resource names, narrowing. */
@NullMarked
package io.github.keycloakagents.finescopes.permission;

import org.jspecify.annotations.NullMarked;
