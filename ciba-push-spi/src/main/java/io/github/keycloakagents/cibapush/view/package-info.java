/** What the user is shown of an approval. */
@NullMarked
package io.github.keycloakagents.cibapush.view;

import org.jspecify.annotations.NullMarked;
