/** The signed webhook, for people with an app of their own. */
@NullMarked
package io.github.keycloakagents.cibapush.webhook;

import org.jspecify.annotations.NullMarked;
