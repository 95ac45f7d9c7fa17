/** The realm's policy and the server's options. */
@NullMarked
package io.github.keycloakagents.cibapush.config;

import org.jspecify.annotations.NullMarked;
