/** What a user is asked to let an agent do, one box per permission. */
@NullMarked
package io.github.keycloakagents.finescopes.consent;

import org.jspecify.annotations.NullMarked;
