/** Web Push: RFC 8030 delivery, RFC 8291 encryption, RFC 8292 identification. */
@NullMarked
package io.github.keycloakagents.cibapush.push;

import org.jspecify.annotations.NullMarked;
