/**
 * What the external provider says: token answers, refusals and failures, and the port that calls
 * it.
 */
@NullMarked
package io.github.keycloakagents.tokenvault.upstream;

import org.jspecify.annotations.NullMarked;
