/** Granted = asked ∩ policies ∩ the agent's own scopes ∩ what the previous token carried. */
@NullMarked
package io.github.keycloakagents.finescopes.decision;

import org.jspecify.annotations.NullMarked;
