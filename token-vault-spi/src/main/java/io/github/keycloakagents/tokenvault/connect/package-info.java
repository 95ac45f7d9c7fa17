/** Single-use tickets that lead a user's browser to connecting an account. */
@NullMarked
package io.github.keycloakagents.tokenvault.connect;

import org.jspecify.annotations.NullMarked;
