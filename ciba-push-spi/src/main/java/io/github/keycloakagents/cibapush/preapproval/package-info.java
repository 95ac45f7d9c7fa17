/** What a user has approved beforehand: one type, one agent, within limits. */
@NullMarked
package io.github.keycloakagents.cibapush.preapproval;

import org.jspecify.annotations.NullMarked;
