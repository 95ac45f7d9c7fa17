/** Refreshing a credential once, over threads and nodes. */
@NullMarked
package io.github.keycloakagents.tokenvault.refresh;

import org.jspecify.annotations.NullMarked;
