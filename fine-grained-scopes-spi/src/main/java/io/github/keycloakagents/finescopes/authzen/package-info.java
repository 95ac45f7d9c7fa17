/** The OpenID AuthZEN Authorization API 1.0, access evaluations (section 7). */
@NullMarked
package io.github.keycloakagents.finescopes.authzen;

import org.jspecify.annotations.NullMarked;
